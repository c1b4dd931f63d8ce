package dev.schemamigration.engine;

import java.util.Optional;

/** Asked before every statement whether the run should go on. */
public interface RunControl {
  /** Why to stop now, if so. */
  Optional<String> stop();

  /**
   * Told when a statement has failed and what it left behind is about to be cleared away, which may
   * take a moment even when the run has to stop.
   */
  void clearingAway();
}
