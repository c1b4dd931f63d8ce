package dev.schemamigration.engine.offline;

import dev.schemamigration.engine.changelog.ChangeStatements;
import dev.schemamigration.engine.changelog.Changeset;
import dev.schemamigration.engine.changelog.ParsedChangelog;
import dev.schemamigration.engine.changelog.StatementGenerator;
import dev.schemamigration.engine.fault.ChangelogLocation;
import dev.schemamigration.engine.fault.EngineException;
import dev.schemamigration.engine.liquibase.LiquibaseScope;
import dev.schemamigration.engine.sql.ExecutableStatement;
import dev.schemamigration.engine.statement.GeneratedStatements;
import dev.schemamigration.engine.statement.StatementPosition;
import dev.schemamigration.engine.validation.StatementValidator;
import dev.schemamigration.plan.Operation;
import java.util.ArrayList;
import java.util.List;

/**
 * Generates the statements of changesets without a database, and refuses by name what is not known
 * before the script runs.
 */
final class ScriptStatements {
  private static final String OVER_A_CONNECTION = "run this revision over a connection";

  private final StatementGenerator statements;

  ScriptStatements(StatementGenerator statements) {
    this.statements = statements;
  }

  /** Refuses a file whose preconditions only the database can answer. */
  static void refuseConditions(ParsedChangelog parsed) {
    if (parsed.changelog().getPreconditions() != null
        && !parsed.changelog().getPreconditions().getNestedPreconditions().isEmpty()) {
      throw location(parsed)
          .forbidden("its beginning", "a precondition in a script", OVER_A_CONNECTION);
    }
  }

  /**
   * Returns the statements that apply a changeset.
   *
   * @throws EngineException when only the database can tell them
   */
  List<ExecutableStatement> up(ParsedChangelog parsed, Changeset changeset) {
    if (changeset.changeSet().getPreconditions() != null) {
      throw location(parsed)
          .forbidden(changeset.displayName(), "a precondition in a script", OVER_A_CONNECTION);
    }
    if (changeset.mayFail()) {
      throw location(parsed)
          .forbidden(
              changeset.displayName(),
              "failOnError:false in a script",
              "an error ends a script; " + OVER_A_CONNECTION);
    }
    return statements(parsed, Operation.UPGRADE, changeset, statements.up(changeset));
  }

  /** Returns the statements that roll a changeset back. */
  List<ExecutableStatement> down(ParsedChangelog parsed, Changeset changeset) {
    return statements(
        parsed, Operation.DOWNGRADE, changeset, statements.down(parsed.file().id(), changeset));
  }

  private static List<ExecutableStatement> statements(
      ParsedChangelog parsed,
      Operation operation,
      Changeset changeset,
      List<ChangeStatements> changes) {
    var all = new ArrayList<ExecutableStatement>();
    for (var change : changes) {
      var position = StatementPosition.of(parsed, operation, changeset, all.size() + 1);
      for (var statement : generated(parsed, changeset, change, position)) {
        check(parsed, changeset, change, statement, all.size() + 1);
        all.add(statement);
      }
    }
    return all;
  }

  private static List<ExecutableStatement> generated(
      ParsedChangelog parsed,
      Changeset changeset,
      ChangeStatements change,
      StatementPosition position) {
    try {
      if (!LiquibaseScope.call(parsed.files(), change::fixed)) {
        throw needsDatabase(parsed, changeset, change);
      }
      return GeneratedStatements.of(parsed, change, position);
    } catch (EngineException e) {
      throw change.cut() ? e : needsDatabase(parsed, changeset, change);
    } catch (Exception e) {
      throw needsDatabase(parsed, changeset, change);
    }
  }

  private static void check(
      ParsedChangelog parsed,
      Changeset changeset,
      ChangeStatements change,
      ExecutableStatement statement,
      int number) {
    if (statement instanceof ExecutableStatement.Prepared) {
      throw location(parsed)
          .forbidden(
              changeset.displayName(),
              change.name() + " with values of files in a script",
              "write the rows as INSERT, or " + OVER_A_CONNECTION);
    }
    StatementValidator.refusal(statement, changeset.transactional())
        .ifPresent(
            refusal -> {
              throw location(parsed)
                  .forbidden(changeset.displayName() + ", statement " + number, refusal);
            });
    try {
      PsqlText.of(statement.text());
    } catch (IllegalArgumentException e) {
      throw location(parsed)
          .forbidden(
              changeset.displayName() + ", statement " + number,
              "a text that psql may take apart in another way than the server, in a script",
              "put a blank behind its numbers, or " + OVER_A_CONNECTION);
    }
  }

  private static EngineException needsDatabase(
      ParsedChangelog parsed, Changeset changeset, ChangeStatements change) {
    return location(parsed)
        .forbidden(
            changeset.displayName(),
            change.name() + ", whose statements depend on the database, in a script",
            "write it as sql, or " + OVER_A_CONNECTION);
  }

  private static ChangelogLocation location(ParsedChangelog parsed) {
    return new ChangelogLocation(parsed.file().path());
  }
}
