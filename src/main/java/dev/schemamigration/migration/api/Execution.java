package dev.schemamigration.migration.api;

import java.time.Duration;
import java.util.Objects;

/**
 * How a plan is carried out.
 *
 * @param transaction what commits together
 * @param lockTimeout how long a statement may wait for a lock before it steps back and is tried
 *     again; zero means for ever
 * @param statementTimeout how long a statement may run; zero means for ever
 * @param deadline how long a run may take, its retries included
 */
public record Execution(
    TransactionScope transaction,
    Duration lockTimeout,
    Duration statementTimeout,
    Duration deadline) {
  /** The defaults of the resource. */
  public static final Execution DEFAULT =
      new Execution(
          TransactionScope.REVISION, Duration.ofSeconds(3), Duration.ZERO, Duration.ofHours(1));

  /** What commits together. */
  public enum TransactionScope {
    /** Each revision by itself. */
    REVISION,
    /** The whole plan or nothing. */
    PLAN
  }

  public Execution {
    Objects.requireNonNull(transaction);
    Objects.requireNonNull(lockTimeout);
    Objects.requireNonNull(statementTimeout);
    Objects.requireNonNull(deadline);
  }
}
