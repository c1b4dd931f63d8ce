package dev.schemamigration.policy;

import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * What the requester permits.
 *
 * @param downgrade how plans that undo a revision are treated
 * @param approvedPlan hash of the one plan that a person has approved
 */
public record PolicyRules(Permission downgrade, Optional<String> approvedPlan) {
  /** Everything is permitted. */
  public static final PolicyRules PERMISSIVE = new PolicyRules(Permission.ALLOW, Optional.empty());

  public PolicyRules {
    Objects.requireNonNull(downgrade);
    Objects.requireNonNull(approvedPlan);
  }

  /** The rules that every plan is checked against. */
  List<PlanRule> rules() {
    return List.of(new DowngradeRule(downgrade));
  }
}
