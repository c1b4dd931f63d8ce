package dev.schemamigration.engine;

import java.sql.SQLException;
import java.util.Optional;
import org.postgresql.core.Parser;

/** Decides about single statements, as they stand in a changelog or are about to be sent. Pure. */
final class StatementCheck {
  private StatementCheck() {}

  /**
   * Why {@code statement} is not sent, if it is not.
   *
   * @param inTransaction whether it shares a transaction with others
   */
  static Optional<Refusal> refusal(SingleStatement statement, boolean inTransaction) {
    return switch (statement) {
      case SingleStatement.Sql sql ->
          StatementRules.refusal(sql.statement(), inTransaction)
              .or(() -> cutByDriver(sql.statement()));
      case SingleStatement.Prepared prepared ->
          prepared.files().stream()
              .flatMap(it -> FilePaths.refusal("the file of a value", it).stream())
              .findFirst();
    };
  }

  /** The driver cuts what it is given once more; what it sends must be what was looked at. */
  private static Optional<Refusal> cutByDriver(ScriptStatement statement) {
    try {
      return Parser.parseJdbcSql(statement.text(), true, false, true, false, false).size() <= 1
          ? Optional.empty()
          : Optional.of(
              new Refusal(
                  "a statement that the driver would cut in two",
                  "write its texts without a backslash, and bodies of routines between $$ and $$"));
    } catch (SQLException e) {
      return Optional.empty();
    }
  }
}
