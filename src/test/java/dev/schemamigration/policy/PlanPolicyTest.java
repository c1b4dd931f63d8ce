package dev.schemamigration.policy;

import static org.assertj.core.api.Assertions.assertThat;

import dev.schemamigration.operator.spec.SpecFieldNames;
import dev.schemamigration.plan.Direction;
import dev.schemamigration.plan.Operation;
import dev.schemamigration.plan.Plan;
import dev.schemamigration.plan.Step;
import dev.schemamigration.policy.Objection.Concern;
import dev.schemamigration.policy.Objection.Effect;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class PlanPolicyTest {
  private static final Verdict ALLOWED = new Verdict.Allowed(List.of());
  private static final Plan UP = plan("+r1", "+r2");
  private static final Plan DOWN = plan("-r3", "-r2");
  private static final Plan ACROSS = plan("-r3", "+r4");
  private static final Plan FAR_ACROSS = plan("-r5", "-r3", "+r4", "+r6", "+r7");

  @Test
  void whatOnlyAppliesMayRunUnderEveryRule() {
    for (var permission : Permission.values()) {
      assertThat(evaluate(UP, permission, "")).isEqualTo(ALLOWED);
    }
  }

  @Test
  void whatUndoesMayRunWhereThatIsAllowed() {
    assertThat(evaluate(DOWN, Permission.ALLOW, "")).isEqualTo(ALLOWED);
    assertThat(evaluate(ACROSS, Permission.ALLOW, "")).isEqualTo(ALLOWED);
  }

  @Test
  void whatUndoesMayRunWhereExactlyThisPlanIsApprovedAndTheVerdictSaysWhatTheApprovalMet() {
    assertThat(evaluate(ACROSS, Permission.APPROVE, "sha256:1"))
        .isEqualTo(
            new Verdict.Allowed(
                List.of(
                    new Objection(
                        Concern.DOWNGRADE,
                        Effect.NEEDS_APPROVAL,
                        "the plan would undo r3, which lies on another branch than the target,"
                            + " before it applies r4 and spec.downgrade is Approve"))));
  }

  @Test
  void aDenialNamesWhatWouldBeUndone() {
    assertThat(denial(evaluate(DOWN, Permission.DENY, "sha256:1")))
        .isEqualTo(
            "spec.downgrade is Deny and the plan would undo r3, r2; set spec.downgrade to"
                + " Allow, or choose a target that keeps what is applied");
  }

  @Test
  void aDenialSaysThatTheDatabaseStandsOnAnotherBranch() {
    assertThat(denial(evaluate(ACROSS, Permission.DENY, "")))
        .isEqualTo(
            "spec.downgrade is Deny and the plan would undo r3, which lies on another branch"
                + " than the target, before it applies r4; set spec.downgrade to Allow, or"
                + " choose a target that keeps what is applied");
  }

  @Test
  void anApprovalIsAskedForByThePlansNameAndSaysWhatForAndWhy() {
    assertThat(condition(evaluate(FAR_ACROSS, Permission.APPROVE, "sha256:2")))
        .isEqualTo(
            "the plan would undo r5, r3, which lie on another branch than the target, before"
                + " it applies r4 and 2 more and spec.downgrade is Approve; set"
                + " spec.approvedPlan to sha256:1 to run exactly this plan");
  }

  @Test
  void aDenialCountsBeforeAMissingApprovalAndNoApprovalLiftsIt() {
    PlanRule asks = objecting(Effect.NEEDS_APPROVAL, "it needs an approval");
    PlanRule denies = objecting(Effect.DENIES, "it is denied");

    var verdict = evaluate(List.of(asks, denies, denies), "sha256:1");

    assertThat(denial(verdict)).isEqualTo("it is denied; it is denied");
  }

  @Test
  void oneApprovalMeetsEveryRuleThatAsksForOne() {
    var rules =
        List.of(
            objecting(Effect.NEEDS_APPROVAL, "it drops a table"),
            objecting(Effect.NEEDS_APPROVAL, "it rewrites a table"));

    assertThat(condition(evaluate(rules, "")))
        .isEqualTo(
            "it drops a table, and it rewrites a table; set spec.approvedPlan to sha256:1 to run"
                + " exactly this plan");
    assertThat(evaluate(rules, "sha256:1")).isInstanceOf(Verdict.Allowed.class);
  }

  @Test
  void sqlIsGeneratedOnceForRulesThatReadItAndNeverForOthers() {
    var generated = new AtomicInteger();
    var step =
        new StepPreview(
            UP.steps().getFirst(),
            false,
            () -> List.of("DROP TABLE t", "generated " + generated.incrementAndGet()));
    var preview = new Preview("sha256:1", plan("+r1"), List.of(step));
    PlanRule drops =
        (it, names) ->
            it.steps().stream()
                .filter(one -> one.sql().stream().anyMatch(sql -> sql.startsWith("DROP")))
                .map(one -> objection(Effect.DENIES, one.step().revision() + " drops a table"))
                .findFirst();

    assertThat(
            PlanPolicy.evaluate(
                preview,
                new PolicyRules(Permission.DENY, true, Optional.empty()),
                SpecFieldNames.INSTANCE))
        .isEqualTo(ALLOWED);
    assertThat(generated).hasValue(0);

    assertThat(
            denial(
                PlanPolicy.evaluate(
                    preview, List.of(drops, drops), Optional.empty(), SpecFieldNames.INSTANCE)))
        .isEqualTo("r1 drops a table; r1 drops a table");
    assertThat(generated).hasValue(1);
  }

  @Test
  void aPreviewListsWhatCouldNotBeUndoneAgain() {
    var plan = plan("-r3", "+r4", "+r5");
    var facts = Map.of("r3", false, "r4", true, "r5", false);
    var steps =
        plan.steps().stream()
            .map(it -> new StepPreview(it, facts.get(it.revision()), List::of))
            .toList();

    assertThat(new Preview("sha256:1", plan, steps).irreversible()).containsExactly("r4");
  }

  private static PlanRule objecting(Effect effect, String message) {
    return (preview, names) -> Optional.of(objection(effect, message));
  }

  private static Objection objection(Effect effect, String message) {
    return new Objection(Concern.DOWNGRADE, effect, message);
  }

  private static String denial(Verdict verdict) {
    assertThat(verdict).isInstanceOf(Verdict.Denied.class);
    return ((Verdict.Denied) verdict).message();
  }

  private static String condition(Verdict verdict) {
    assertThat(verdict).isInstanceOf(Verdict.NeedsApproval.class);
    return ((Verdict.NeedsApproval) verdict).message(SpecFieldNames.INSTANCE);
  }

  private static Verdict evaluate(Plan plan, Permission permission, String approved) {
    return PlanPolicy.evaluate(
        preview(plan),
        new PolicyRules(permission, true, Optional.of(approved).filter(it -> !it.isEmpty())),
        SpecFieldNames.INSTANCE);
  }

  private static Verdict evaluate(List<PlanRule> rules, String approved) {
    return PlanPolicy.evaluate(
        preview(UP),
        rules,
        Optional.of(approved).filter(it -> !it.isEmpty()),
        SpecFieldNames.INSTANCE);
  }

  private static Preview preview(Plan plan) {
    return new Preview(
        "sha256:1",
        plan,
        plan.steps().stream().map(it -> new StepPreview(it, false, List::of)).toList());
  }

  private static Plan plan(String... steps) {
    var list =
        Stream.of(steps)
            .map(
                it ->
                    new Step(
                        it.startsWith("+") ? Operation.UPGRADE : Operation.DOWNGRADE,
                        it.substring(1),
                        "",
                        List.of(),
                        Set.of()))
            .toList();
    var down = list.stream().anyMatch(it -> it.operation() == Operation.DOWNGRADE);
    return new Plan(down ? Direction.DOWNGRADE : Direction.UPGRADE, list);
  }
}
