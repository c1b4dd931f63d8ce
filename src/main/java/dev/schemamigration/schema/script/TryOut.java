package dev.schemamigration.schema.script;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Runs statements on a scratch database in one transaction. One that fails is tried again after the
 * others, because it may need one of them; the order in which they succeed is the script's. What
 * creates a routine is then tried without the check of its body, which may name what only its
 * caller's search_path finds, or another routine that calls it.
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
    var failed = List.<Failed>of();
    var waiting = List.copyOf(statements);
    connection.setAutoCommit(false);
    try (var statement = connection.createStatement()) {
      statement.setEscapeProcessing(false);
      int before;
      do {
        before = done.size();
        failed = round(waiting, statement, done, false);
        if (!failed.isEmpty() && done.size() == before) {
          failed = round(statements(failed), statement, done, true);
        }
        waiting = statements(failed);
      } while (!waiting.isEmpty() && done.size() > before);
    }
    return new Result(List.copyOf(done), failed.stream().filter(it -> !dropsNothing(it)).toList());
  }

  private static List<ScriptStatement> statements(List<Failed> failed) {
    return failed.stream().map(Failed::statement).toList();
  }

  /**
   * Runs each once.
   *
   * @param unchecked whether bodies of routines are not checked
   */
  private List<Failed> round(
      List<ScriptStatement> waiting,
      Statement statement,
      List<ScriptStatement> done,
      boolean unchecked)
      throws SQLException {
    var failed = new ArrayList<Failed>();
    for (var it : waiting) {
      var all = unchecked && RoutineBodies.isIn(it) ? RoutineBodies.unchecked(it) : List.of(it);
      var savepoint = connection.setSavepoint();
      try {
        for (var each : all) {
          statement.execute(each.tried());
        }
        connection.releaseSavepoint(savepoint);
        done.addAll(all);
      } catch (SQLException e) {
        connection.rollback(savepoint);
        failed.add(new Failed(it, e));
      }
    }
    return failed;
  }

  /** Whether it drops what has gone with something else. */
  private static boolean dropsNothing(Failed failed) {
    return failed.statement().tried().startsWith("DROP ")
        && UNDEFINED.contains(String.valueOf(failed.cause().getSQLState()));
  }
}
