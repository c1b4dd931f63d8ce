package dev.schemamigration.policy;

import static org.assertj.core.api.Assertions.assertThat;

import dev.schemamigration.plan.Direction;
import dev.schemamigration.plan.Operation;
import dev.schemamigration.plan.Plan;
import dev.schemamigration.plan.Step;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class PlanPolicyTest {
  private static final Plan UP = plan("+r1", "+r2");
  private static final Plan DOWN = plan("-r3", "-r2");
  private static final Plan ACROSS = plan("-r3", "+r4");
  private static final Plan FAR_ACROSS = plan("-r5", "-r3", "+r4", "+r6", "+r7");

  @Test
  void whatOnlyAppliesMayRunUnderEveryRule() {
    for (var permission : Permission.values()) {
      assertThat(judge(UP, permission, "")).isEqualTo(new Verdict.Allowed());
    }
  }

  @Test
  void whatUndoesMayRunWhereThatIsAllowedOrExactlyThisPlanIsApproved() {
    assertThat(judge(DOWN, Permission.ALLOW, "")).isEqualTo(new Verdict.Allowed());
    assertThat(judge(ACROSS, Permission.ALLOW, "")).isEqualTo(new Verdict.Allowed());
    assertThat(judge(ACROSS, Permission.APPROVE, "sha256:1")).isEqualTo(new Verdict.Allowed());
  }

  @Test
  void aDenialNamesWhatWouldBeUndone() {
    assertThat(judge(DOWN, Permission.DENY, "sha256:1"))
        .isEqualTo(
            new Verdict.DowngradeDenied(
                "spec.downgrade is Deny and the plan would undo r3, r2; set spec.downgrade to"
                    + " Allow, or choose a target that keeps what is applied"));
  }

  @Test
  void aDenialSaysThatTheDatabaseStandsOnAnotherBranch() {
    assertThat(judge(ACROSS, Permission.DENY, ""))
        .isEqualTo(
            new Verdict.DowngradeDenied(
                "spec.downgrade is Deny and the plan would undo r3, which lies on another branch"
                    + " than the target, before it applies r4; set spec.downgrade to Allow, or"
                    + " choose a target that keeps what is applied"));
  }

  @Test
  void anApprovalIsAskedForByThePlansNameAndSaysWhatForAndWhy() {
    assertThat(judge(FAR_ACROSS, Permission.APPROVE, "sha256:2"))
        .isEqualTo(
            new Verdict.ApprovalRequired(
                "the plan would undo r5, r3, which lie on another branch than the target, before"
                    + " it applies r4 and 2 more and spec.downgrade is Approve; set"
                    + " spec.approvedPlan to sha256:1 to run exactly this plan"));
  }

  private static Verdict judge(Plan plan, Permission permission, String approved) {
    return PlanPolicy.judge(
        plan,
        "sha256:1",
        new PolicyRules(permission, Optional.of(approved).filter(it -> !it.isEmpty())));
  }

  private static Plan plan(String... moves) {
    var steps =
        Stream.of(moves)
            .map(
                it ->
                    new Step(
                        it.startsWith("+") ? Operation.UPGRADE : Operation.DOWNGRADE,
                        it.substring(1),
                        "",
                        List.of(),
                        Set.of()))
            .toList();
    var down = steps.stream().anyMatch(it -> it.operation() == Operation.DOWNGRADE);
    return new Plan(down ? Direction.DOWNGRADE : Direction.UPGRADE, List.copyOf(steps));
  }
}
