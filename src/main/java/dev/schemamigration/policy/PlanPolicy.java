package dev.schemamigration.policy;

import dev.schemamigration.plan.Plan;
import dev.schemamigration.plan.Step;
import java.util.stream.Collectors;

/** Applies the requester's rules to a plan. Pure. */
public final class PlanPolicy {
  private PlanPolicy() {}

  /**
   * The verdict on {@code plan}.
   *
   * @param hash its name, which an approval must give
   */
  public static Verdict judge(Plan plan, String hash, PolicyRules rules) {
    if (plan.downgrades().isEmpty()) {
      return new Verdict.Allowed();
    }
    var undone = undone(plan);
    return switch (rules.downgrade()) {
      case ALLOW -> new Verdict.Allowed();
      case DENY ->
          new Verdict.DowngradeDenied(
              "spec.downgrade is Deny and the plan would undo "
                  + undone
                  + "; set spec.downgrade to Allow, or choose a target that keeps what is applied");
      case APPROVE ->
          rules.approvedPlan().filter(hash::equals).isPresent()
              ? new Verdict.Allowed()
              : new Verdict.ApprovalRequired(
                  "the plan would undo "
                      + undone
                      + " and spec.downgrade is Approve; set spec.approvedPlan to "
                      + hash
                      + " to run exactly this plan");
    };
  }

  /** What must go, and for what: a plan that goes down and up again comes from another branch. */
  private static String undone(Plan plan) {
    var doomed = plan.downgrades();
    var undone = doomed.stream().map(Step::revision).collect(Collectors.joining(", "));
    var applied = plan.upgrades();
    return applied.isEmpty()
        ? undone
        : undone
            + (doomed.size() == 1 ? ", which lies" : ", which lie")
            + " on another branch than the target, before it applies "
            + applied.getFirst().revision()
            + (applied.size() == 1 ? "" : " and " + (applied.size() - 1) + " more");
  }
}
