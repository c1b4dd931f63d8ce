package dev.schemamigration.engine.validation;

import dev.schemamigration.engine.autocommit.kind.AutocommitKinds;
import dev.schemamigration.engine.fault.Refusal;
import dev.schemamigration.engine.sql.ScriptStatement;
import dev.schemamigration.engine.sql.Unclosed;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Refuses statements that are never sent: those that would end the transaction of a revision,
 * release the migration lock or start a program, commands of {@code psql}, and statements that
 * Postgres refuses in a transaction block while in one. Pure.
 */
final class ForbiddenStatements {
  private static final Pattern TRANSACTION_CONTROL =
      shape(
          "(begin|start transaction|commit|end|abort|prepare transaction"
              + "|rollback(?! (?:work |transaction )?to\\b))\\b.*");
  private static final Pattern COPY = shape("copy\\b.* (from|to) (program|stdin|stdout)\\b.*");
  private static final Pattern AUTHORIZATION =
      shape("((?:set(?: local| session)?|reset) session authorization)\\b.*");
  private static final Pattern SETTING =
      shape(
          "set (?:local |session"
              + " )?(standard_conforming_strings|client_encoding|datestyle|names)\\b.*");
  private static final Pattern HARMLESS_VALUE =
      Pattern.compile(
          "(?is).*\\b(?:standard_conforming_strings\\s*(?:=|to)\\s*'?(?:on|true|1)|"
              + "(?:client_encoding\\s*(?:=|to)|names)\\s*'?utf-?8|"
              + "datestyle\\s*(?:=|to)\\s*'?iso\\b.*|\\w+\\s*(?:=|to)\\s*default)'?\\s*");

  private ForbiddenStatements() {}

  /**
   * Returns why {@code statement} is refused; empty when it may be sent.
   *
   * @param inTransaction whether its changeset is executed in a transaction
   */
  static Optional<Refusal> refusal(ScriptStatement statement, boolean inTransaction) {
    if (!statement.metaCommand().isEmpty()) {
      return refuse(statement.metaCommand(), "it is a command of psql and not SQL; take it out");
    }
    if (statement.unlocks()) {
      return refuse("pg_advisory_unlock_all", "it would give back the migration lock; take it out");
    }
    var shape = statement.shape();
    var unclosed = unclosed(statement.unclosed());
    if (unclosed.isPresent()) {
      return unclosed;
    }
    return switch (firstWord(shape)) {
      case "BEGIN", "START", "COMMIT", "END", "ABORT", "PREPARE", "ROLLBACK" ->
          transactionControl(shape, inTransaction);
      case "COPY" -> copy(shape);
      case "SET", "RESET" -> setting(statement);
      case "DISCARD" -> discard(shape);
      default -> placement(statement, inTransaction);
    };
  }

  /** Returns why a token that is left open is refused; empty without one. */
  static Optional<Refusal> unclosed(Unclosed unclosed) {
    if (!unclosed.exists()) {
      return Optional.empty();
    }
    return refuse(
        "a " + unclosed.what() + " that begins in line " + unclosed.line() + " and is never closed",
        "end it with " + unclosed.end());
  }

  private static String firstWord(String shape) {
    int end = 0;
    while (end < shape.length() && Character.isLetter(shape.charAt(end))) {
      end++;
    }
    return shape.substring(0, end).toUpperCase(Locale.ROOT);
  }

  private static Optional<Refusal> transactionControl(String shape, boolean inTransaction) {
    var control = TRANSACTION_CONTROL.matcher(shape);
    return control.matches()
        ? refuse(
            control.group(1).toUpperCase(Locale.ROOT),
            inTransaction
                ? "a revision is one transaction already; take it out"
                : "the statements of this changeset run one by one; take it out")
        : Optional.empty();
  }

  private static Optional<Refusal> copy(String shape) {
    var copy = COPY.matcher(shape);
    if (!copy.matches()) {
      return Optional.empty();
    }
    var direction = copy.group(1).toUpperCase(Locale.ROOT);
    var source = copy.group(2).toUpperCase(Locale.ROOT);
    return refuse(
        "COPY " + direction + " " + source,
        switch (source) {
          case "PROGRAM" -> "programs are never run; use INSERT, or loadData with a CSV file";
          case "STDIN" ->
              "a changelog has no standard input; use INSERT (pg_dump --inserts), or loadData with a"
                  + " CSV file";
          default -> "nobody reads its output; take it out";
        });
  }

  private static Optional<Refusal> setting(ScriptStatement statement) {
    var authorization = AUTHORIZATION.matcher(statement.shape());
    if (authorization.matches()) {
      return refuse(
          authorization.group(1).toUpperCase(Locale.ROOT),
          "the migration keeps the user that it connected as; use SET ROLE");
    }
    var setting = SETTING.matcher(statement.shape());
    return setting.matches() && !HARMLESS_VALUE.matcher(statement.text()).matches()
        ? refuse(
            "SET " + setting.group(1).toLowerCase(Locale.ROOT),
            "the connection relies on it; take it out")
        : Optional.empty();
  }

  private static Optional<Refusal> discard(String shape) {
    return shape.equalsIgnoreCase("discard all")
        ? refuse("DISCARD ALL", "it would give back the migration lock; take it out")
        : Optional.empty();
  }

  private static Optional<Refusal> placement(ScriptStatement statement, boolean inTransaction) {
    var kind = AutocommitKinds.of(statement);
    return inTransaction
        ? kind.refusedInTransaction()
            .map(
                command ->
                    new Refusal(
                        command + " in a transaction",
                        "add runInTransaction:false to the changeset"))
        : kind.unrecoverable();
  }

  private static Optional<Refusal> refuse(String what, String remedy) {
    return Optional.of(new Refusal(what, remedy));
  }

  private static Pattern shape(String regex) {
    return Pattern.compile(regex, Pattern.CASE_INSENSITIVE | Pattern.DOTALL);
  }
}
