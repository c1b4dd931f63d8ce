package dev.schemamigration.database.session;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Statements that go to the server together, in one round trip. Without a transaction around them
 * they are one: the first that fails undoes those before it.
 */
public record StatementBatch(List<Part> parts) {
  public StatementBatch {
    parts = List.copyOf(parts);
  }

  /**
   * One statement.
   *
   * @param sql the same text each time, so that the driver has it planned once
   */
  public record Part(String sql, Binder binder) {
    /** A statement without values. */
    public static Part of(String sql) {
      return new Part(sql, (statement, next) -> next);
    }
  }

  /** Puts the values of one statement into place. */
  public interface Binder {
    /** The index after the last value, {@code next} being the first. */
    int bind(PreparedStatement statement, int next) throws SQLException;
  }

  /** These and then {@code others}. */
  public StatementBatch then(Part... others) {
    return new StatementBatch(Stream.concat(parts.stream(), Stream.of(others)).toList());
  }

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
