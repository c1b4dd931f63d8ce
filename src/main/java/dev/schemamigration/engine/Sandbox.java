package dev.schemamigration.engine;

import java.util.List;
import liquibase.changelog.DatabaseChangeLog;

/**
 * Refuses what could leave the database's bounds or break a revision in two, by name and before any
 * SQL runs. Trees have been through {@link TreeRules} before; this is what holds for every format.
 */
final class Sandbox {
  private final ChangelogPlace place;
  private final boolean plainScript;
  private final ChangeStatements statements;

  /**
   * What to check.
   *
   * @param plainScript whether the file is SQL without a line of Liquibase's
   */
  Sandbox(ChangelogPlace place, boolean plainScript, ChangeStatements statements) {
    this.place = place;
    this.plainScript = plainScript;
    this.statements = statements;
  }

  /** Checks what the file says beside its changesets. */
  void check(DatabaseChangeLog changelog) {
    if (changelog.getPreconditions() != null) {
      ChangesetRules.preconditions(
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
    var where = "changeset " + changeset.name();
    new ChangesetRules(place, changeset).check();
    check(changeset, statements.up(changeset), where);
    check(changeset, statements.rollback(changeset), where + ", rollback");
  }

  private void check(Changeset changeset, List<Batch> batches, String where) throws Exception {
    int number = 0;
    for (var batch : batches) {
      if (batch.fixed()) {
        for (var statement : batch.statements()) {
          if (++number > ChangelogLimits.STATEMENTS) {
            throw place.invalid(
                where
                    + ": holds more than "
                    + ChangelogLimits.STATEMENTS
                    + " statements; split it into several changesets");
          }
          var refusal = StatementCheck.refusal(statement, changeset.transactional());
          if (refusal.isPresent()) {
            throw place.forbidden(
                where + ", statement " + number, spelledOut(statement, refusal.get()));
          }
        }
      }
    }
  }

  /** A plain script has no changeset that its author could add something to. */
  private Refusal spelledOut(SingleStatement statement, Refusal refusal) {
    return plainScript
            && statement instanceof SingleStatement.Sql sql
            && LoneStatements.standsAlone(sql.statement().shape())
        ? new Refusal(
            refusal.what(),
            "put the lines \"--liquibase formatted sql\" and \"--changeset author:id"
                + " runInTransaction:false\" at the top of the file")
        : refusal;
  }
}
