package dev.schemamigration.database.session;

import java.time.Duration;
import java.util.Objects;

/**
 * The limits of a session's statements; zero means no limit. The server holds the first two and
 * this side the others, which end the connection.
 *
 * @param lock {@code lock_timeout}
 * @param statement {@code statement_timeout}
 * @param answer how long one answer may take
 * @param answers how long all answers together may take
 */
public record SessionTimeouts(
    Duration lock, Duration statement, Duration answer, Duration answers) {
  private static final Duration SHORT_ANSWER = Duration.ofSeconds(35);

  /** The limits of an inspection, whose queries are short. */
  public static final SessionTimeouts INSPECTION =
      new SessionTimeouts(
          Duration.ofSeconds(5), Duration.ofSeconds(30), SHORT_ANSWER, Duration.ofSeconds(90));

  /** The limits of a run, whose owner lifts that of an answer before it sends statements. */
  public SessionTimeouts(Duration lock, Duration statement) {
    this(lock, statement, SHORT_ANSWER, Duration.ZERO);
  }

  public SessionTimeouts {
    Objects.requireNonNull(lock);
    Objects.requireNonNull(statement);
    Objects.requireNonNull(answer);
    Objects.requireNonNull(answers);
  }
}
