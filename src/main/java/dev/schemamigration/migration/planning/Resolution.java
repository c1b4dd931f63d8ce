package dev.schemamigration.migration.planning;

import dev.schemamigration.plan.Plan;
import dev.schemamigration.revision.Heads;

/**
 * A goal, resolved in the recorded state.
 *
 * @param known the graphs in which it was resolved
 * @param targetHeads heads after the plan
 * @param plan from the recorded state to the target
 */
public record Resolution(KnownRevisions known, Heads targetHeads, Plan plan) {}
