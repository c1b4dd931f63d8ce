package dev.schemamigration.migration.api;

import dev.schemamigration.plan.Operation;
import dev.schemamigration.plan.Step;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;

/**
 * The revisions that a database has, each to its end.
 *
 * @param ids in the order in which they were applied
 * @param labels those of all known revisions, applied or not, with the id that each stands for
 */
public record AppliedHistory(List<String> ids, Map<String, String> labels) {
  public AppliedHistory {
    ids = List.copyOf(ids);
    labels = Map.copyOf(labels);
  }

  /** What is applied once these steps are committed. */
  public AppliedHistory after(List<Step> committed) {
    if (committed.isEmpty()) {
      return this;
    }
    var now = new LinkedHashSet<>(ids);
    for (var step : committed) {
      now.remove(step.revision());
      if (step.operation() == Operation.UPGRADE) {
        now.add(step.revision());
      }
    }
    return new AppliedHistory(new ArrayList<>(now), labels);
  }

  /** Those that none of these steps undoes. */
  public AppliedHistory keptBy(List<Step> steps) {
    var kept = new LinkedHashSet<>(ids);
    steps.stream()
        .filter(step -> step.operation() == Operation.DOWNGRADE)
        .map(Step::revision)
        .forEach(kept::remove);
    return kept.size() == ids.size() ? this : new AppliedHistory(new ArrayList<>(kept), labels);
  }
}
