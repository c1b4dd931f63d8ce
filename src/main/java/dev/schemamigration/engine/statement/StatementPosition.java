package dev.schemamigration.engine.statement;

import dev.schemamigration.database.fault.DatabaseFault;
import dev.schemamigration.engine.changelog.Changeset;
import dev.schemamigration.engine.changelog.ParsedChangelog;
import dev.schemamigration.engine.fault.RunFault.StatementFailed;
import dev.schemamigration.engine.sql.ExecutableStatement;
import dev.schemamigration.plan.Operation;

/**
 * The position of a statement within a revision.
 *
 * @param path of the revision file
 * @param statement its number in the changeset, from 1
 */
public record StatementPosition(
    String revision, String path, Operation operation, Changeset changeset, int statement) {
  /** Returns the position of a statement of a parsed changeset. */
  public static StatementPosition of(
      ParsedChangelog parsed, Operation operation, Changeset changeset, int statement) {
    return new StatementPosition(
        parsed.file().id(), parsed.file().path(), operation, changeset, statement);
  }

  /** Returns the position of another statement of the same changeset. */
  public StatementPosition at(int statement) {
    return new StatementPosition(revision, path, operation, changeset, statement);
  }

  /** Returns the fault that the statement at this position failed. */
  StatementFailed failed(ExecutableStatement sent, DatabaseFault fault) {
    return failed(sent.text(), sent.place(fault.position()).orElse(""), fault);
  }

  /** Returns the fault that a query failed by which the statement here is generated. */
  StatementFailed notGenerated(DatabaseFault fault) {
    return failed("", "", fault);
  }

  private StatementFailed failed(String sql, String place, DatabaseFault fault) {
    return new StatementFailed(
        revision, operation, changeset.displayName(), statement, sql, place, fault);
  }
}
