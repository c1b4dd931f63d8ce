package dev.schemamigration.engine.statement;

import java.time.Duration;
import java.util.Optional;

/** Asked before every statement whether the run should go on. */
public interface RunControl {
  /** Why to stop now, if so. */
  Optional<String> stop();

  /** How much longer it may go on, at least a second; zero for as long as it likes. */
  Duration left();

  /**
   * Told when a statement has failed and what it left behind is about to be cleared away, which may
   * take a moment even when the run has to stop.
   */
  void clearingAway();
}
