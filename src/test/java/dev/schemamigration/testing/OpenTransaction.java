package dev.schemamigration.testing;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;

/** A transaction that somebody has begun, done something in, and left open. */
public final class OpenTransaction implements AutoCloseable {
  /** What its session calls itself. */
  public static final String NAME = "a-long-report";

  private final Connection connection;
  private final int pid;

  private OpenTransaction(Connection connection, int pid) {
    this.connection = connection;
    this.pid = pid;
  }

  /** One that has only read. */
  public static OpenTransaction of(TestDatabase database, String sql) throws SQLException {
    return of(database, "READ COMMITTED", sql);
  }

  public static OpenTransaction of(TestDatabase database, String isolation, String sql)
      throws SQLException {
    var connection = database.connect();
    connection.setAutoCommit(false);
    try (var statement = connection.createStatement()) {
      statement.execute("SET TRANSACTION ISOLATION LEVEL " + isolation);
      statement.execute("SET application_name = '" + NAME + "'");
      statement.execute(sql);
      return new OpenTransaction(connection, pid(statement));
    }
  }

  private static int pid(Statement statement) throws SQLException {
    try (var row = statement.executeQuery("SELECT pg_backend_pid()")) {
      row.next();
      return row.getInt(1);
    }
  }

  /** Of its server process. */
  public int pid() {
    return pid;
  }

  public void end() throws SQLException {
    connection.rollback();
  }

  @Override
  public void close() throws SQLException {
    connection.close();
  }
}
