package dev.schemamigration.database.session;

import dev.schemamigration.database.session.StatementBatch.Binder;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;

/**
 * Sends queries of our own: each sets the search_path in the same round trip, whatever it was
 * before.
 */
public final class OwnQuery {
  private OwnQuery() {}

  /** Reads the current row of a result. */
  @FunctionalInterface
  public interface RowReader {
    /** Reads it; does not move to another row. */
    void read(ResultSet row) throws SQLException;
  }

  /** Sends statements without parameters; reads the rows of the last query among them. */
  static void send(Connection connection, String sql, RowReader reader) throws SQLException {
    try (var statement = connection.createStatement()) {
      read(statement, statement.execute(ownPath(sql)), reader);
    }
  }

  /** As {@link #send(Connection, String, RowReader)}, after statements under the path before. */
  static void sendAfter(String before, Connection connection, String sql, RowReader reader)
      throws SQLException {
    try (var statement = connection.createStatement()) {
      read(statement, statement.execute(before + "; " + ownPath(sql)), reader);
    }
  }

  /** As {@link #send(Connection, String, RowReader)}; parameters are numbered over all of them. */
  static void send(Connection connection, String sql, Binder binder, RowReader reader)
      throws SQLException {
    try (var statement = connection.prepareStatement(ownPath(sql))) {
      binder.bind(statement, 1);
      read(statement, statement.execute(), reader);
    }
  }

  private static String ownPath(String sql) {
    return SessionDefaults.OWN_SEARCH_PATH + "; " + sql;
  }

  private static void read(Statement statement, boolean first, RowReader reader)
      throws SQLException {
    ResultSet last = null;
    boolean rows = first;
    while (rows || statement.getUpdateCount() >= 0) {
      if (rows) {
        last = statement.getResultSet();
      }
      rows = statement.getMoreResults(Statement.KEEP_CURRENT_RESULT);
    }
    while (last != null && last.next()) {
      reader.read(last);
    }
  }
}
