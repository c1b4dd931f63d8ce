package dev.schemamigration.engine.statement;

import java.time.Duration;
import java.util.Optional;

/** Limits a run from outside: by a request to stop and by a deadline. */
public interface RunControl {
  /** Returns why the run is to stop now; empty while it may continue. */
  Optional<String> stop();

  /** Returns the time left until the deadline, at least a second; zero without a deadline. */
  Duration remaining();

  /**
   * Notifies that a statement has failed and that what it left behind is about to be removed, which
   * may take a moment even when the run is to stop.
   */
  void cleaningUp();
}
