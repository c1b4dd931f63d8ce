package dev.schemamigration.engine.changelog;

import dev.schemamigration.engine.autocommit.kind.AutocommitKinds;
import dev.schemamigration.engine.fault.ChangelogLocation;
import dev.schemamigration.engine.fault.EngineException;
import dev.schemamigration.engine.fault.Refusal;
import dev.schemamigration.engine.format.ChangelogLimits;
import dev.schemamigration.engine.sql.ExecutableStatement;
import dev.schemamigration.engine.validation.StatementValidator;
import java.util.List;
import liquibase.changelog.DatabaseChangeLog;

/**
 * Refuses what could leave the database's bounds or break a revision in two, by name and before any
 * SQL runs. Trees have been validated by their format before; this is what holds for every format.
 */
final class ChangesetValidator {
  private final ChangelogLocation place;
  private final StatementGenerator statements;

  ChangesetValidator(ChangelogLocation place, StatementGenerator statements) {
    this.place = place;
    this.statements = statements;
  }

  /** Checks what the file says beside its changesets. */
  void check(DatabaseChangeLog changelog) {
    if (changelog.getPreconditions() != null) {
      ChangesetAttributes.preconditions(
          place, changelog.getPreconditions().getNestedPreconditions(), "databaseChangeLog");
    }
  }

  /**
   * Checks a changeset: its attributes, its changes, and every statement that is known before the
   * database is asked.
   *
   * @throws EngineException with the first thing that is refused
   */
  void check(Changeset changeset) throws Exception {
    new ChangesetAttributes(place, changeset).check();
    check(changeset, statements.up(changeset), changeset.called());
    check(changeset, statements.rollback(changeset), changeset.called() + ", rollback");
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
          var refusal = StatementValidator.refusal(statement, changeset.transactional());
          if (refusal.isPresent()) {
            throw changeset.plainScript()
                ? place.forbidden("statement " + number, spelledOut(statement, refusal.get()))
                : place.forbidden(where + ", statement " + number, refusal.get());
          }
        }
      }
    }
  }

  private EngineException tooMany(Changeset changeset, String where) {
    var many =
        "holds more than " + ChangelogLimits.STATEMENTS + " statements; split it into several";
    return place.invalid(
        changeset.plainScript() ? many + " revisions" : where + ": " + many + " changesets");
  }

  /** A plain script has no changeset that its author could add something to. */
  private static Refusal spelledOut(ExecutableStatement statement, Refusal refusal) {
    return statement instanceof ExecutableStatement.Sql sql
            && AutocommitKinds.of(sql.statement()).refusedInTransaction().isPresent()
        ? new Refusal(
            refusal.what(),
            "put the lines \"--liquibase formatted sql\" and \"--changeset author:id"
                + " runInTransaction:false\" at the top of the file")
        : refusal;
  }
}
