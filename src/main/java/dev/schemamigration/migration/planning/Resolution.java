package dev.schemamigration.migration.planning;

import dev.schemamigration.plan.Plan;
import java.util.List;
import java.util.Set;

/**
 * What a goal comes to in a given state.
 *
 * @param known the graphs it was resolved in
 * @param applied revisions that count as applied
 * @param targetHeads where the plan ends, sorted
 * @param plan the way there
 */
public record Resolution(
    KnownRevisions known, Set<String> applied, List<String> targetHeads, Plan plan) {
  public Resolution {
    applied = Set.copyOf(applied);
    targetHeads = List.copyOf(targetHeads);
  }
}
