package dev.schemamigration.engine.validation;

import dev.schemamigration.engine.fault.Refusal;
import dev.schemamigration.engine.sql.Delimiter;
import dev.schemamigration.engine.sql.ExecutableStatement;
import dev.schemamigration.engine.sql.ScriptSplitter;
import dev.schemamigration.engine.sql.ScriptStatement;
import java.sql.SQLException;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.postgresql.core.Parser;

/** Validates single statements of a changelog, when it is parsed and before they are sent. Pure. */
public final class StatementValidator {
  /** Refuses every statement while backslashes are escapes in ordinary strings. */
  public static final Refusal NONSTANDARD_STRINGS =
      new Refusal(
          "a statement while standard_conforming_strings is off",
          "the connection relies on it; take out what turned it off");

  private StatementValidator() {}

  /**
   * Returns why {@code statement} is refused; empty when it may be sent.
   *
   * @param inTransaction whether it shares a transaction with others
   */
  public static Optional<Refusal> refusal(ExecutableStatement statement, boolean inTransaction) {
    return switch (statement) {
      case ExecutableStatement.Sql sql ->
          ForbiddenStatements.refusal(sql.statement(), inTransaction)
              .or(() -> splitByDriver(sql.statement()));
      case ExecutableStatement.Prepared prepared ->
          prepared.files().stream()
              .flatMap(it -> FilePaths.refusal("the file of a value", it).stream())
              .findFirst()
              .or(() -> prepared(prepared.text(), inTransaction));
    };
  }

  /** Returns why a token that {@code statement} leaves open is refused; empty without one. */
  public static Optional<Refusal> unclosed(ScriptStatement statement) {
    return ForbiddenStatements.unclosed(statement.unclosed());
  }

  /**
   * Returns why {@code sql} is refused as the query of a precondition; empty when it may be sent.
   *
   * @param sql of a precondition
   */
  public static Optional<Refusal> queryRefusal(@Nullable String sql) {
    var statements = ScriptSplitter.split(sql == null ? "" : sql, Delimiter.NONE);
    if (statements.size() != 1) {
      return Optional.of(
          new Refusal(
              statements.isEmpty() ? "an empty text" : "more than one statement",
              "a precondition is one query; write one SELECT"));
    }
    return ForbiddenStatements.refusal(statements.getFirst(), true)
        .or(() -> splitByDriver(statements.getFirst()));
  }

  /** Names, conditions and computed values are in it as their author wrote them. */
  private static Optional<Refusal> prepared(String sql, boolean inTransaction) {
    var statements = ScriptSplitter.split(sql, Delimiter.NONE);
    return statements.stream()
        .flatMap(it -> ForbiddenStatements.refusal(it, inTransaction).stream())
        .findFirst()
        .or(
            () ->
                statements.size() <= 1
                    ? Optional.empty()
                    : Optional.of(
                        new Refusal(
                            "more than one statement with bound values",
                            "write the other statements as sql")));
  }

  /** The driver splits statements itself; what it sends must be what was validated. */
  private static Optional<Refusal> splitByDriver(ScriptStatement statement) {
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
