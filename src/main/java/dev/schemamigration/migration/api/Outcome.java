package dev.schemamigration.migration.api;

import dev.schemamigration.migration.reason.Fault;

/** The outcome of a pass. */
public sealed interface Outcome {
  /** The database was at the target already; nothing was written. */
  record Settled() implements Outcome {}

  /** An inspection found a plan that may run. */
  record Pending() implements Outcome {}

  /** A plan ran to its end. */
  record Migrated() implements Outcome {}

  /** The pass stopped with a fault. */
  record Stopped(Fault fault) implements Outcome {}
}
