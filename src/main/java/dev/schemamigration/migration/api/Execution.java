package dev.schemamigration.migration.api;

import java.time.Duration;
import java.util.Objects;

/**
 * How a plan is executed: its transactions and limits.
 *
 * @param transaction scope of a transaction
 * @param lockTimeout how long a statement may wait for a lock before it fails and is retried; zero
 *     for no limit
 * @param statementTimeout how long a statement may run; zero for no limit
 * @param deadline how long a run may take, including its retries; zero for no limit
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

  /** The scope of a transaction. */
  public enum TransactionScope {
    /** Each revision is committed by itself. */
    REVISION,
    /** The whole plan is committed, or nothing. */
    PLAN
  }

  public Execution {
    Objects.requireNonNull(transaction);
    Objects.requireNonNull(lockTimeout);
    Objects.requireNonNull(statementTimeout);
    Objects.requireNonNull(deadline);
  }
}
