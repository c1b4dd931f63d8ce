package dev.schemamigration.database.fault;

import java.time.Duration;
import java.util.Objects;

/**
 * What the client knows about a statement that ended with SQLSTATE 57014: the server gives one code
 * to a cancelled statement and to one that ran out of time, and tells them apart only in words.
 *
 * @param cancelRequested whether this process asked for the cancel
 * @param statementTimeout the session's limit; zero for none
 * @param elapsed from sending the statement to the answer
 */
public record StatementTiming(
    boolean cancelRequested, Duration statementTimeout, Duration elapsed) {
  /** Nothing known: 57014 counts as cancelled. */
  public static final StatementTiming UNKNOWN =
      new StatementTiming(false, Duration.ZERO, Duration.ZERO);

  public StatementTiming {
    Objects.requireNonNull(statementTimeout);
    Objects.requireNonNull(elapsed);
  }

  boolean ranOutOfTime() {
    return !cancelRequested
        && statementTimeout.isPositive()
        && elapsed.compareTo(statementTimeout) >= 0;
  }
}
