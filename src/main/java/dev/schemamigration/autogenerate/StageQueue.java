package dev.schemamigration.autogenerate;

import dev.schemamigration.schema.script.ScriptStatement;
import dev.schemamigration.schema.script.Stage;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The statements of a script that have not run yet. What fails because it needs something of a
 * later stage is moved behind that.
 */
final class StageQueue {
  private List<ScriptStatement> waiting;

  StageQueue(List<ScriptStatement> statements) {
    waiting = List.copyOf(statements);
  }

  /**
   * What a stage came to.
   *
   * @param done its statements, in their order
   * @param refused what the server says to those that it does not take
   */
  record Result(List<ScriptStatement> done, List<String> refused) {}

  /** Runs one stage in one transaction, after those before it. */
  Result run(Stage stage, Connection connection) throws SQLException {
    var now = waiting.stream().filter(it -> it.stage() == stage).toList();
    var later = new ArrayList<>(waiting.stream().filter(it -> it.stage() != stage).toList());
    var done = new ArrayList<ScriptStatement>();
    var refused = new ArrayList<String>();
    connection.setAutoCommit(false);
    try (var statement = connection.createStatement()) {
      statement.setEscapeProcessing(false);
      for (var it : now) {
        var savepoint = connection.setSavepoint();
        try {
          statement.execute(it.tried());
          connection.releaseSavepoint(savepoint);
          done.add(it);
        } catch (SQLException e) {
          connection.rollback(savepoint);
          var other = laterStage(it, later);
          other.ifPresent(next -> later.add(it.at(next)));
          if (other.isEmpty()) {
            refused.add(ChangeText.oneLine(it.sql() + ": " + e.getMessage()));
          }
        }
      }
    }
    connection.commit();
    connection.setAutoCommit(true);
    waiting = later;
    return new Result(List.copyOf(done), List.copyOf(refused));
  }

  private static Optional<Stage> laterStage(
      ScriptStatement statement, List<ScriptStatement> later) {
    return switch (statement.stage()) {
      case MAIN ->
          isIn(later, Stage.VALIDATION)
              ? Optional.of(Stage.VALIDATION)
              : afterIndexes(statement, later);
      case VALIDATION -> afterIndexes(statement, later);
      case AFTER_INDEXES ->
          Optional.of(Stage.VALIDATION_AFTER_INDEXES).filter(it -> isIn(later, it));
      case ENUM_VALUES, CONCURRENT, VALIDATION_AFTER_INDEXES -> Optional.empty();
    };
  }

  private static Optional<Stage> afterIndexes(
      ScriptStatement statement, List<ScriptStatement> later) {
    return Optional.of(
            statement.sql().contains(" VALIDATE CONSTRAINT ")
                ? Stage.VALIDATION_AFTER_INDEXES
                : Stage.AFTER_INDEXES)
        .filter(it -> isIn(later, Stage.CONCURRENT));
  }

  private static boolean isIn(List<ScriptStatement> statements, Stage stage) {
    return statements.stream().anyMatch(it -> it.stage() == stage);
  }
}
