package dev.schemamigration.engine.changelog;

import dev.schemamigration.engine.autocommit.kind.AutocommitKinds;
import dev.schemamigration.engine.budget.Spending;
import dev.schemamigration.engine.fault.ChangelogLocation;
import dev.schemamigration.engine.fault.EngineException;
import dev.schemamigration.engine.fault.Refusal;
import dev.schemamigration.engine.format.ChangelogLimits;
import dev.schemamigration.engine.sql.ExecutableStatement;
import dev.schemamigration.engine.validation.StatementValidator;
import java.util.List;
import liquibase.change.Change;
import liquibase.change.core.SQLFileChange;
import liquibase.changelog.DatabaseChangeLog;

/**
 * Validates changesets of every format before any SQL is sent: refuses what could reach beyond the
 * database or end the transaction of a revision. Trees were validated by their format before.
 */
final class ChangesetValidator {
  private final ChangelogLocation location;
  private final StatementGenerator statements;
  private final Spending spending;
  private final ParsePurpose purpose;

  /**
   * Creates a validator.
   *
   * @param purpose for which the changesets are parsed: what will not run is not held to the rules
   *     for running
   */
  ChangesetValidator(
      ChangelogLocation location,
      StatementGenerator statements,
      Spending spending,
      ParsePurpose purpose) {
    this.location = location;
    this.statements = statements;
    this.spending = spending;
    this.purpose = purpose;
  }

  /** Validates what the file holds besides its changesets. */
  void check(DatabaseChangeLog changelog) {
    if (purpose.applies() && changelog.getPreconditions() != null) {
      ChangesetAttributes.preconditions(
          location, changelog.getPreconditions().getNestedPreconditions(), "databaseChangeLog");
    }
  }

  /**
   * Validates a changeset: its attributes, its changes, and every statement that does not depend on
   * the database.
   *
   * @throws EngineException for the first element that is refused
   */
  void check(Changeset changeset) throws Exception {
    var attributes = new ChangesetAttributes(location, changeset);
    attributes.checkRecorded();
    if (purpose.applies()) {
      attributes.checkUpgrade();
      files(changeset.changes(), changeset.displayName());
      check(changeset, statements.up(changeset), changeset.displayName());
    }
    if (purpose.undoes()) {
      var rollback = changeset.displayName() + ", rollback";
      attributes.checkRollback();
      files(changeset.rollback(), rollback);
      check(changeset, statements.rollback(changeset), rollback);
    }
  }

  private void check(Changeset changeset, List<ChangeStatements> batches, String where)
      throws Exception {
    int number = 0;
    for (var batch : batches) {
      if (batch.fixed()) {
        for (var statement : batch.statements()) {
          if (++number > ChangelogLimits.STATEMENTS) {
            throw tooMany(changeset, where);
          }
          spending.statements(1);
          var refusal = StatementValidator.refusal(statement, changeset.transactional());
          if (refusal.isPresent()) {
            throw changeset.plainScript()
                ? location.forbidden(
                    "statement " + number, withRemedyForScript(statement, refusal.get()))
                : location.forbidden(where + ", statement " + number, refusal.get());
          }
        }
      }
    }
  }

  /** Names the file of a text that leaves a token open. */
  private void files(List<Change> changes, String where) {
    for (var change : changes) {
      if (change instanceof SQLFileChange file) {
        StatementGenerator.script(file).stream()
            .flatMap(it -> StatementValidator.unclosed(it).stream())
            .findFirst()
            .ifPresent(
                refusal -> {
                  throw location.forbidden(where + ", file " + file.getPath(), refusal);
                });
      }
    }
  }

  private EngineException tooMany(Changeset changeset, String where) {
    var many =
        "holds more than " + ChangelogLimits.STATEMENTS + " statements; split it into several";
    return location.tooComplex(
        changeset.plainScript() ? many + " revisions" : where + ": " + many + " changesets");
  }

  /** A plain script has no changeset line to which its author could add an attribute. */
  private static Refusal withRemedyForScript(ExecutableStatement statement, Refusal refusal) {
    return statement instanceof ExecutableStatement.Sql sql
            && AutocommitKinds.of(sql.statement()).refusedInTransaction().isPresent()
        ? new Refusal(
            refusal.what(),
            "put the lines \"--liquibase formatted sql\" and \"--changeset author:id"
                + " runInTransaction:false\" at the top of the file")
        : refusal;
  }
}
