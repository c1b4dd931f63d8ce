package dev.schemamigration.testing;

import dev.schemamigration.database.connection.ConnectionSettings;
import dev.schemamigration.database.connection.Secret;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * One database of a {@link TestPostgres} and the role that connects to it. Database and role have
 * the same name unless the database is a clone or the role is the superuser.
 */
public record TestDatabase(
    TestPostgres server, String host, int port, String name, String user, String password) {

  /** Without user and password, as a Secret in pieces has it. */
  public String jdbcUrl() {
    return "jdbc:postgresql://%s:%d/%s".formatted(host, port, name);
  }

  /** With user and password, as {@code DATABASE_URL} has it. */
  public String libpqUrl() {
    return "postgresql://%s:%s@%s:%d/%s".formatted(user, password, host, port, name);
  }

  /** As a request for a migration has it. */
  public ConnectionSettings settings() {
    return ConnectionSettings.of(host, port, name, user, Optional.of(Secret.of(password)));
  }

  /** The same database as the superuser sees it. */
  public TestDatabase asAdministrator() {
    return server.administrator(name);
  }

  /** A new connection; the caller closes it. */
  public Connection connect() {
    try {
      return DriverManager.getConnection(jdbcUrl(), user, password);
    } catch (SQLException e) {
      throw new IllegalStateException("cannot connect to " + jdbcUrl() + " as " + user, e);
    }
  }

  /** Runs each statement in autocommit on one connection. */
  public void execute(List<String> statements) {
    try (var connection = connect();
        var statement = connection.createStatement()) {
      for (var sql : statements) {
        statement.execute(sql);
      }
    } catch (SQLException e) {
      throw new IllegalStateException(e.getMessage(), e);
    }
  }

  public void execute(String... statements) {
    execute(List.of(statements));
  }

  /** Lets the login create databases, as scratch databases need it; returns this one. */
  public TestDatabase mayCreateDatabases() {
    asAdministrator().execute("ALTER ROLE " + user + " CREATEDB");
    return this;
  }

  /** The scratch databases of its login that are on the server. */
  public List<String> scratchDatabases() {
    return rows(
        "SELECT datname FROM pg_database WHERE datname LIKE 'schemactl\\_scratch%' AND datdba = '"
            + user
            + "'::regrole");
  }

  /** Every row of a query, its columns joined by tabs; SQL NULL is the empty text. */
  public List<String> rows(String query) {
    return rows(List.of(query));
  }

  /** The same of several queries, one after the other on one connection. */
  public List<String> rows(List<String> queries) {
    try (var connection = connect();
        var statement = connection.createStatement()) {
      var rows = new ArrayList<String>();
      for (var query : queries) {
        try (var result = statement.executeQuery(query)) {
          while (result.next()) {
            rows.add(row(result));
          }
        }
      }
      return rows;
    } catch (SQLException e) {
      throw new IllegalStateException(e.getMessage(), e);
    }
  }

  /** The only value of a query that has one row and one column. */
  public String one(String query) {
    var rows = rows(query);
    if (rows.size() != 1) {
      throw new IllegalStateException(rows.size() + " rows instead of one: " + query);
    }
    return rows.getFirst();
  }

  /** The columns of a table, by name. */
  public List<String> columnsOf(String table) {
    return rows(
        "SELECT column_name FROM information_schema.columns WHERE table_name = '%s' ORDER BY 1"
            .formatted(table));
  }

  /** How many advisory locks of this database are held or waited for, by whatever role. */
  public int advisoryLocks() {
    return Integer.parseInt(
        asAdministrator()
            .one(
                "SELECT count(*) FROM pg_locks WHERE locktype = 'advisory' AND database ="
                    + " (SELECT oid FROM pg_database WHERE datname = current_database())"));
  }

  private static String row(ResultSet result) throws SQLException {
    var row = new StringBuilder();
    for (var column = 1; column <= result.getMetaData().getColumnCount(); column++) {
      var value = result.getString(column);
      row.append(column == 1 ? "" : "\t").append(value == null ? "" : value);
    }
    return row.toString();
  }
}
