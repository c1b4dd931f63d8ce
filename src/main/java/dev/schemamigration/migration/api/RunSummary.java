package dev.schemamigration.migration.api;

import dev.schemamigration.plan.Direction;
import java.time.Instant;
import java.util.Objects;

/**
 * The execution of a plan, complete or not.
 *
 * @param from heads before the run, joined by a comma, or {@code base}
 * @param to heads after the steps that were committed
 * @param direction of the plan
 * @param steps number of committed steps
 * @param startedAt begin of the run
 * @param finishedAt end of the run
 */
public record RunSummary(
    String from, String to, Direction direction, int steps, Instant startedAt, Instant finishedAt) {
  public RunSummary {
    Objects.requireNonNull(from);
    Objects.requireNonNull(to);
    Objects.requireNonNull(direction);
    Objects.requireNonNull(startedAt);
    Objects.requireNonNull(finishedAt);
  }
}
