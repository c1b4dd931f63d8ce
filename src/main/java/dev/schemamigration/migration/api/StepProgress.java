package dev.schemamigration.migration.api;

import dev.schemamigration.plan.Step;
import java.time.Instant;

/**
 * Where a run is.
 *
 * @param step the step under way
 * @param number 1 for the first
 * @param of how many steps the plan has
 * @param since when the step began
 */
public record StepProgress(Step step, int number, int of, Instant since) {}
