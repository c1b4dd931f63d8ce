package dev.schemamigration.operator.work;

import dev.schemamigration.migration.api.Report;

/** Receives every pass, for metrics; called on the pass's thread, so it must be quick. */
public interface PassListener {

  /** An inspection has ended. */
  default void inspected(Report report) {}

  /** A run has ended. */
  default void ran(Report report) {}

  /** A run has begun to wait for a lock. */
  default void waitedForLock() {}
}
