package dev.schemamigration.engine.fault;

import dev.schemamigration.plan.Operation;
import dev.schemamigration.setting.SettingNames;

/** An expected fault of a changelog or its execution. */
public sealed interface EngineFault permits ChangelogFault, RunFault, AutocommitFault {
  /** Returns what is wrong, where, and the remedy; may hold SQL, so redact it before showing it. */
  String message(SettingNames names);

  /** Returns the beginning of a message about a revision that is applied or undone. */
  static String subject(String revision, Operation operation) {
    return "revision " + revision + (operation == Operation.UPGRADE ? "" : " (downgrade)");
  }
}
