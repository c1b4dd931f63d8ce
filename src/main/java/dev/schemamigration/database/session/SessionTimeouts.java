package dev.schemamigration.database.session;

import java.time.Duration;
import java.util.Objects;

/**
 * The limits of a session's statements; zero means no limit.
 *
 * @param lock {@code lock_timeout}
 * @param statement {@code statement_timeout}
 */
public record SessionTimeouts(Duration lock, Duration statement) {
  /** The limits of an inspection, whose queries are short. */
  public static final SessionTimeouts INSPECTION =
      new SessionTimeouts(Duration.ofSeconds(5), Duration.ofSeconds(30));

  public SessionTimeouts {
    Objects.requireNonNull(lock);
    Objects.requireNonNull(statement);
  }
}
