package dev.schemamigration.migration.api;

import dev.schemamigration.plan.Direction;
import java.time.Instant;
import java.util.Objects;

/**
 * One execution of a plan.
 *
 * @param from heads before, joined by a comma, or {@code base}
 * @param to heads after, as they really are
 * @param steps how many steps were carried out
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
