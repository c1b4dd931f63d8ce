package dev.schemamigration.migration.api;

import dev.schemamigration.plan.Plan;
import dev.schemamigration.policy.Preview;
import java.util.List;
import java.util.Objects;

/**
 * A plan as it is reported and approved.
 *
 * @param hash {@code sha256:…} over operations, revisions, their files, the contexts and labels of
 *     what is applied, and the attempts that are undone: equal if and only if the same SQL would
 *     run in the same order and undo the same applications of revisions
 * @param plan the steps
 * @param irreversible revisions that the plan applies and that have no rollback
 */
public record PlanPreview(String hash, Plan plan, List<String> irreversible) {
  public PlanPreview {
    Objects.requireNonNull(hash);
    Objects.requireNonNull(plan);
    irreversible = List.copyOf(irreversible);
  }

  /** What a report keeps of a preview, which itself can generate SQL only while the pass lasts. */
  public static PlanPreview of(Preview preview) {
    return new PlanPreview(preview.hash(), preview.plan(), preview.irreversible());
  }
}
