package dev.schemamigration.migration.planning;

import dev.schemamigration.plan.Plan;
import dev.schemamigration.revision.Heads;

/**
 * What a goal comes to in a given state.
 *
 * @param known the graphs it was resolved in
 * @param targetHeads the heads at which the plan ends
 * @param plan the way there
 */
public record Resolution(KnownRevisions known, Heads targetHeads, Plan plan) {}
