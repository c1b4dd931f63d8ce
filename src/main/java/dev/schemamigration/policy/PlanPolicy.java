package dev.schemamigration.policy;

import dev.schemamigration.policy.Objection.Effect;
import dev.schemamigration.setting.SettingNames;
import java.util.List;
import java.util.Optional;

/** Decides whether a plan may run. Pure, as far as its rules are. */
public final class PlanPolicy {
  private PlanPolicy() {}

  /**
   * The verdict of the requester's rules.
   *
   * @param names of the settings that objections name
   */
  public static Verdict evaluate(Preview preview, PolicyRules rules, SettingNames names) {
    return evaluate(preview, rules.rules(), rules.approvedPlan(), names);
  }

  /**
   * The verdict of {@code rules}: a denial counts before a missing approval, and an approval of
   * exactly this plan meets every rule that asks for one.
   */
  static Verdict evaluate(
      Preview preview, List<PlanRule> rules, Optional<String> approvedPlan, SettingNames names) {
    var objections = rules.stream().flatMap(rule -> rule.check(preview, names).stream()).toList();
    var denials = of(Effect.DENIES, objections);
    if (!denials.isEmpty()) {
      return new Verdict.Denied(denials);
    }
    var conditions = of(Effect.NEEDS_APPROVAL, objections);
    return conditions.isEmpty() || approvedPlan.filter(preview.hash()::equals).isPresent()
        ? new Verdict.Allowed(conditions)
        : new Verdict.NeedsApproval(preview.hash(), conditions);
  }

  private static List<Objection> of(Effect effect, List<Objection> objections) {
    return objections.stream().filter(it -> it.effect() == effect).toList();
  }
}
