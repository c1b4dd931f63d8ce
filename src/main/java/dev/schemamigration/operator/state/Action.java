package dev.schemamigration.operator.state;

import dev.schemamigration.migration.api.Report;
import dev.schemamigration.operator.spec.ResolvedSpec;
import java.time.Instant;
import java.util.Optional;

/** What the operator does next for a resource. */
public sealed interface Action {
  /** Looks at the database. */
  record Look(ResolvedSpec.Usable inputs) implements Action {}

  /** Carries out what a look found. */
  record Migrate(ResolvedSpec.Usable inputs, Report pending) implements Action {}

  /** Stops the run under way. */
  record Stop(RunHandle run, String why) implements Action {}

  /**
   * Does nothing until something happens.
   *
   * @param until when to come back by itself; empty for never
   */
  record Rest(Optional<Instant> until) implements Action {}
}
