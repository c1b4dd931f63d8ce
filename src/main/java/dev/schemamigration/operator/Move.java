package dev.schemamigration.operator;

import dev.schemamigration.migration.api.Report;
import dev.schemamigration.operator.spec.ResolvedSpec;
import java.time.Instant;
import java.util.Optional;

/** What the operator does next for a resource. */
sealed interface Move {
  /** Looks at the database. */
  record Look(ResolvedSpec.Usable inputs) implements Move {}

  /** Carries out what a look found. */
  record Migrate(ResolvedSpec.Usable inputs, Report pending) implements Move {}

  /** Stops the run under way. */
  record Stop(LiveRun run, String why) implements Move {}

  /**
   * Does nothing until something happens.
   *
   * @param until when to come back by itself; empty for never
   */
  record Rest(Optional<Instant> until) implements Move {}
}
