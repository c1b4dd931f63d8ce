package dev.schemamigration.database.session;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Statements that are sent in one round trip. Outside a transaction they form one: the first that
 * fails undoes those before it.
 */
public record StatementBatch(List<Part> parts) {
  public StatementBatch {
    parts = List.copyOf(parts);
  }

  /**
   * One statement.
   *
   * @param sql the same text each time, so that the driver reuses its prepared statement
   * @param binder sets the values of its parameters
   */
  public record Part(String sql, Binder binder) {
    /** A statement without values. */
    public static Part of(String sql) {
      return new Part(sql, (statement, next) -> next);
    }
  }

  /** Sets the parameters of one statement. */
  public interface Binder {
    /** Sets the parameters from index {@code next} on; returns the index after the last. */
    int bind(PreparedStatement statement, int next) throws SQLException;
  }

  /** These statements followed by {@code others}. */
  public StatementBatch then(Part... others) {
    return new StatementBatch(Stream.concat(parts.stream(), Stream.of(others)).toList());
  }

  /** Sends the statements over {@code connection}. */
  public void execute(Connection connection) throws SQLException {
    var sql = parts.stream().map(Part::sql).collect(Collectors.joining("; "));
    try (var statement = connection.prepareStatement(sql)) {
      int next = 1;
      for (var part : parts) {
        next = part.binder().bind(statement, next);
      }
      statement.execute();
    }
  }
}
