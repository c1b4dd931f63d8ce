package dev.schemamigration.migration.api;

import dev.schemamigration.migration.reason.Fault;

/** How a pass ended. */
public sealed interface Outcome {
  /** The database already stood at the target; nothing was written. */
  record Settled() implements Outcome {}

  /** A look found a plan that may run. */
  record Pending() implements Outcome {}

  /** A plan ran to its end. */
  record Migrated() implements Outcome {}

  /** The pass stopped at a station. */
  record Stopped(Fault fault) implements Outcome {}
}
