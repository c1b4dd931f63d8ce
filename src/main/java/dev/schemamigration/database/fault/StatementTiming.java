package dev.schemamigration.database.fault;

import java.time.Duration;
import java.util.Objects;

/**
 * The client's timing of a statement that ended with SQLSTATE 57014. The server uses that code both
 * for a cancelled statement and for one that ran out of time; only its message text differs.
 *
 * @param cancelRequested whether this process requested the cancel
 * @param statementTimeout the session's {@code statement_timeout}; zero for none
 * @param elapsed from sending the statement to the answer
 */
public record StatementTiming(
    boolean cancelRequested, Duration statementTimeout, Duration elapsed) {
  /** No timing is known: 57014 counts as cancelled. */
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
