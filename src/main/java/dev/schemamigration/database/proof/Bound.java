package dev.schemamigration.database.proof;

import dev.schemamigration.database.wire.Wire;
import dev.schemamigration.database.wire.WireException;
import java.sql.SQLException;

/**
 * Bounds what is fetched: a statement before the query fails when that would be more, so that
 * nothing of it reaches the memory of this process. A row counts as the connection counts it, which
 * ends at {@link Wire#LARGEST_ANSWER}.
 */
public final class Bound {
  /** invalid_text_representation, which the statement raises on purpose. */
  private static final String EXCEEDED = "22P02";

  private Bound() {}

  /**
   * A statement that fails when rows have more than {@code limit} bytes together.
   *
   * @param columns how many each row has
   * @param size SQL of the bytes in one row; {@code NULL} counts as none
   * @param from SQL of the rows from FROM on, without a limit
   */
  public static String statement(int columns, String size, String from, long limit) {
    int row = Wire.sizeOfRow(columns);
    // No more rows are counted than are allowed.
    return "SELECT CASE WHEN (SELECT coalesce(sum(coalesce(size, 0) + %1$d), 0) FROM (SELECT 0::bigint + %2$s AS size %3$s LIMIT %4$d) AS counted) <= %5$d THEN 'true' ELSE 'too much' END::boolean"
        .formatted(row, size, from, limit / row + 1, limit);
  }

  /** Whether a query failed at the statement before it. */
  public static boolean exceeded(SQLException failure) {
    return EXCEEDED.equals(failure.getSQLState());
  }

  /** Whether the connection was ended because the answer to a query was too large. */
  public static boolean answerTooLarge(SQLException failure) {
    return failure.getCause() instanceof WireException wire
        && wire.kind() == WireException.Kind.TOO_LARGE;
  }
}
