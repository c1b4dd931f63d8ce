package dev.schemamigration.migration.api;

import dev.schemamigration.plan.Plan;
import java.util.List;
import java.util.Objects;

/**
 * A plan as it is shown and approved.
 *
 * @param hash {@code sha256:…} over operations, revisions and the files behind them: equal exactly
 *     when the same SQL would run in the same order
 * @param plan the steps
 * @param irreversible revisions that the plan applies and that could not be undone again
 */
public record PlanPreview(String hash, Plan plan, List<String> irreversible) {
  public PlanPreview {
    Objects.requireNonNull(hash);
    Objects.requireNonNull(plan);
    irreversible = List.copyOf(irreversible);
  }
}
