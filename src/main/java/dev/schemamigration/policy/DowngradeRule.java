package dev.schemamigration.policy;

import dev.schemamigration.plan.Plan;
import dev.schemamigration.plan.Step;
import dev.schemamigration.policy.Objection.Concern;
import dev.schemamigration.policy.Objection.Effect;
import dev.schemamigration.setting.Choice;
import dev.schemamigration.setting.Setting;
import dev.schemamigration.setting.SettingNames;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * Objects to plans that undo revisions. Reads no SQL.
 *
 * @param downgrade how such plans are treated
 */
record DowngradeRule(Permission downgrade) implements PlanRule {
  @Override
  public Optional<Objection> check(Preview preview, SettingNames names) {
    var plan = preview.plan();
    if (plan.downgrades().isEmpty()) {
      return Optional.empty();
    }
    return switch (downgrade) {
      case ALLOW -> Optional.empty();
      case DENY ->
          Optional.of(
              new Objection(
                  Concern.DOWNGRADE,
                  Effect.DENIES,
                  names.of(Setting.DOWNGRADE)
                      + " is Deny and the plan would undo "
                      + undone(plan)
                      + "; set "
                      + names.of(Choice.DOWNGRADE_ALLOW)
                      + ", or choose a target that keeps what is applied"));
      case APPROVE ->
          Optional.of(
              new Objection(
                  Concern.DOWNGRADE,
                  Effect.NEEDS_APPROVAL,
                  "the plan would undo "
                      + undone(plan)
                      + " and "
                      + names.of(Setting.DOWNGRADE)
                      + " is Approve"));
    };
  }

  /** What is undone, and for what: a plan that also applies something changes the branch. */
  private static String undone(Plan plan) {
    var downgrades = plan.downgrades();
    var undone = downgrades.stream().map(Step::revision).collect(Collectors.joining(", "));
    var upgrades = plan.upgrades();
    return upgrades.isEmpty()
        ? undone
        : undone
            + (downgrades.size() == 1 ? ", which lies" : ", which lie")
            + " on another branch than the target, before it applies "
            + upgrades.getFirst().revision()
            + (upgrades.size() == 1 ? "" : " and " + (upgrades.size() - 1) + " more");
  }
}
