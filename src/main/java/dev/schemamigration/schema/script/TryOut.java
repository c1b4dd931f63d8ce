package dev.schemamigration.schema.script;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Runs statements on a scratch database in one transaction. One that fails is tried again after the
 * others, because it may need one of them; the order in which they succeed is the script's.
 */
final class TryOut {
  /** undefined_object, undefined_table, undefined_function, invalid_schema_name. */
  private static final Set<String> UNDEFINED = Set.of("42704", "42P01", "42883", "3F000");

  private final Connection connection;

  TryOut(Connection connection) {
    this.connection = connection;
  }

  /**
   * What came of it.
   *
   * @param done in the order in which they succeeded
   * @param failed what the server does not take
   */
  record Result(List<ScriptStatement> done, List<Failed> failed) {}

  /** A statement that the server does not take, and what it says. */
  record Failed(ScriptStatement statement, SQLException cause) {}

  /** Runs as many of them as the server takes. */
  Result run(List<ScriptStatement> statements) throws SQLException {
    var result = attempt(statements);
    connection.commit();
    connection.setAutoCommit(true);
    return result;
  }

  /** Runs all of them, or changes nothing. */
  Optional<Result> runAll(List<ScriptStatement> statements) throws SQLException {
    var result = attempt(statements);
    if (result.failed().isEmpty()) {
      connection.commit();
    } else {
      connection.rollback();
    }
    connection.setAutoCommit(true);
    return Optional.of(result).filter(it -> it.failed().isEmpty());
  }

  private Result attempt(List<ScriptStatement> statements) throws SQLException {
    var done = new ArrayList<ScriptStatement>();
    var waiting = List.copyOf(statements);
    var failed = new ArrayList<Failed>();
    connection.setAutoCommit(false);
    try (var statement = connection.createStatement()) {
      statement.setEscapeProcessing(false);
      int before;
      do {
        failed.clear();
        before = done.size();
        for (var it : waiting) {
          var savepoint = connection.setSavepoint();
          try {
            statement.execute(it.tried());
            connection.releaseSavepoint(savepoint);
            done.add(it);
          } catch (SQLException e) {
            connection.rollback(savepoint);
            failed.add(new Failed(it, e));
          }
        }
        waiting = failed.stream().map(Failed::statement).toList();
      } while (!waiting.isEmpty() && done.size() > before);
    }
    return new Result(List.copyOf(done), failed.stream().filter(it -> !dropsNothing(it)).toList());
  }

  /** Whether it drops what has gone with something else. */
  private static boolean dropsNothing(Failed failed) {
    return failed.statement().tried().startsWith("DROP ")
        && UNDEFINED.contains(String.valueOf(failed.cause().getSQLState()));
  }
}
