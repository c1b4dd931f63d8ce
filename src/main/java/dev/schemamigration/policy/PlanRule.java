package dev.schemamigration.policy;

import dev.schemamigration.setting.SettingNames;
import java.util.Optional;

/** One rule that a plan has to meet before it runs. */
@FunctionalInterface
public interface PlanRule {
  /**
   * What the rule objects to in the plan, if anything.
   *
   * @param names of the settings that the objection names
   */
  Optional<Objection> check(Preview preview, SettingNames names);
}
