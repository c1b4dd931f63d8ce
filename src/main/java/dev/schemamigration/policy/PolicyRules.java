package dev.schemamigration.policy;

import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * What the requester permits.
 *
 * @param downgrade how plans that undo a revision are treated
 * @param sourceMayShrink whether revisions are undone because the source no longer has them, though
 *     nobody has named a revision to go down to
 * @param approvedPlan hash of the one plan that a person has approved
 */
public record PolicyRules(
    Permission downgrade, boolean sourceMayShrink, Optional<String> approvedPlan) {
  /** Everything is permitted. */
  public static final PolicyRules PERMISSIVE =
      new PolicyRules(Permission.ALLOW, true, Optional.empty());

  /** What a resource permits that says nothing about it. */
  public static final PolicyRules DEFAULT =
      new PolicyRules(Permission.ALLOW, false, Optional.empty());

  public PolicyRules {
    Objects.requireNonNull(downgrade);
    Objects.requireNonNull(approvedPlan);
  }

  /** The rules that every plan is checked against. */
  List<PlanRule> rules() {
    return List.of(new DowngradeRule(downgrade));
  }
}
