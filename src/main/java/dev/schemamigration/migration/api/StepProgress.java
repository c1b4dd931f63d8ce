package dev.schemamigration.migration.api;

import dev.schemamigration.plan.Step;
import java.time.Instant;

/**
 * The progress of a run: the step that it executes.
 *
 * @param step the current step
 * @param number of the step, from 1
 * @param of number of steps of the plan
 * @param since begin of the step
 */
public record StepProgress(Step step, int number, int of, Instant since) {}
