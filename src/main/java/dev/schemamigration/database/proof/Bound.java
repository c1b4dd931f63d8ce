package dev.schemamigration.database.proof;

import java.sql.SQLException;

/**
 * Bounds what is fetched: a statement before the query fails when that would be more, so that
 * nothing of it reaches the memory of this process.
 */
public final class Bound {
  /** invalid_text_representation, which the statement raises on purpose. */
  private static final String EXCEEDED = "22P02";

  /** What each row counts beside its values, so that rows without any are bounded too. */
  private static final int ROW = 64;

  private Bound() {}

  /**
   * A statement that fails when rows have more than {@code limit} bytes together.
   *
   * @param size SQL of the bytes in one row; {@code NULL} counts as none
   * @param from SQL of the rows from FROM on, without a limit
   */
  public static String statement(String size, String from, long limit) {
    // No more rows are counted than are allowed.
    return "SELECT CASE WHEN (SELECT coalesce(sum(coalesce(size, 0) + %1$d), 0) FROM (SELECT 0::bigint + %2$s AS size %3$s LIMIT %4$d) AS counted) <= %5$d THEN 'true' ELSE 'too much' END::boolean"
        .formatted(ROW, size, from, limit / ROW + 1, limit);
  }

  /** Whether a query failed at the statement before it. */
  public static boolean exceeded(SQLException failure) {
    return EXCEEDED.equals(failure.getSQLState());
  }
}
