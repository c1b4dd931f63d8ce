package dev.schemamigration.operator.work;

import java.time.Duration;
import java.util.Objects;

/**
 * How much an executor has to do.
 *
 * @param waiting tasks that have not been started
 * @param oldest how long the first of them has been waiting; zero when none waits
 * @param underWay tasks that have been started, those that gave their worker to another included
 * @param busy workers that have a task
 * @param workers how many there are
 */
public record Load(int waiting, Duration oldest, int underWay, int busy, int workers) {
  public Load {
    Objects.requireNonNull(oldest);
  }
}
