package dev.schemamigration.migration.planning;

import dev.schemamigration.plan.Plan;
import java.util.List;

/**
 * What a goal comes to in a given state.
 *
 * @param known the graphs it was resolved in
 * @param targetHeads where the plan ends, sorted
 * @param plan the way there
 */
public record Resolution(KnownRevisions known, List<String> targetHeads, Plan plan) {
  public Resolution {
    targetHeads = List.copyOf(targetHeads);
  }
}
