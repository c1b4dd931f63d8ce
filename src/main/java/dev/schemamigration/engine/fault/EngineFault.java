package dev.schemamigration.engine.fault;

import dev.schemamigration.plan.Operation;

/** What can go wrong with a changelog, as data. */
public sealed interface EngineFault permits ChangelogFault, RunFault, AutocommitFault {
  /** What, where and what to do; may hold SQL, so it is to be redacted before it is shown. */
  String message();

  /** How messages begin that tell in which direction a revision was going. */
  static String subject(String revision, Operation operation) {
    return "revision " + revision + (operation == Operation.UPGRADE ? "" : " (downgrade)");
  }
}
