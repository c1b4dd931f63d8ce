package dev.schemamigration.database.session;

import java.time.Duration;
import java.util.Objects;

/**
 * How long statements of a session may wait and run; zero means for ever.
 *
 * @param lock {@code lock_timeout}
 * @param statement {@code statement_timeout}
 */
public record SessionTimeouts(Duration lock, Duration statement) {
  /** For reading state: nothing there should take long. */
  public static final SessionTimeouts LOOK =
      new SessionTimeouts(Duration.ofSeconds(5), Duration.ofSeconds(30));

  public SessionTimeouts {
    Objects.requireNonNull(lock);
    Objects.requireNonNull(statement);
  }
}
