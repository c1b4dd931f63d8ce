package dev.schemamigration.policy;

import dev.schemamigration.plan.Plan;
import java.util.List;
import java.util.Objects;

/**
 * A plan before it runs, as rules see it.
 *
 * @param hash {@code sha256:…}, by which an approval names the plan
 * @param steps one for each step of the plan, in order
 */
public record Preview(String hash, Plan plan, List<StepPreview> steps) {
  public Preview {
    Objects.requireNonNull(hash);
    Objects.requireNonNull(plan);
    steps = List.copyOf(steps);
    if (!steps.stream().map(StepPreview::step).toList().equals(plan.steps())) {
      throw new IllegalArgumentException("the steps of the preview are not those of the plan");
    }
  }

  /** The ids of revisions that the plan applies and that could not be undone again, in order. */
  public List<String> irreversible() {
    return steps.stream()
        .filter(StepPreview::irreversible)
        .map(it -> it.step().revision())
        .toList();
  }
}
