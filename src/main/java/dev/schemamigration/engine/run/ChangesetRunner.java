package dev.schemamigration.engine.run;

import dev.schemamigration.database.session.Session;
import dev.schemamigration.database.tracking.ChangelogRow;
import dev.schemamigration.database.tracking.ExecType;
import dev.schemamigration.engine.changelog.ChangeStatements;
import dev.schemamigration.engine.changelog.Changeset;
import dev.schemamigration.engine.changelog.ParsedChangelog;
import dev.schemamigration.engine.changelog.StatementGenerator;
import dev.schemamigration.engine.fault.EngineException;
import dev.schemamigration.engine.fault.RunFault.StatementFailed;
import dev.schemamigration.engine.statement.GeneratedStatements;
import dev.schemamigration.engine.statement.StatementPosition;
import dev.schemamigration.engine.statement.StatementSender;
import dev.schemamigration.plan.Operation;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;

/** Applies or rolls back one changeset in the open transaction. */
public final class ChangesetRunner {
  private final Session session;
  private final Preconditions preconditions;
  private final StatementGenerator statements;
  private final StatementSender sender;

  public ChangesetRunner(
      Session session,
      Preconditions preconditions,
      StatementGenerator statements,
      StatementSender sender) {
    this.session = session;
    this.preconditions = preconditions;
    this.statements = statements;
    this.sender = sender;
  }

  /** Applies it; returns the row to record, or empty where Liquibase records none either. */
  Optional<ChangelogRow> up(ParsedChangelog parsed, Changeset changeset) throws SQLException {
    if (changeset.invalid()) {
      return Optional.of(changeset.ran(ExecType.MARK_RAN));
    }
    var skipped = preconditions.skip(parsed, changeset);
    if (skipped.isPresent()) {
      return skipped.get() == Preconditions.Skip.MARK_RAN
          ? Optional.of(changeset.ran(ExecType.MARK_RAN))
          : Optional.empty();
    }
    if (changeset.forOthersOnly()) {
      return Optional.empty();
    }
    if (changeset.mayFail()) {
      return attempt(parsed, changeset);
    }
    send(parsed, Operation.UPGRADE, changeset, statements.up(changeset));
    return Optional.of(changeset.ran(ExecType.EXECUTED));
  }

  /** Rolls it back. */
  void down(ParsedChangelog parsed, Changeset changeset) {
    send(parsed, Operation.DOWNGRADE, changeset, statements.down(parsed.file().id(), changeset));
  }

  /**
   * Ignores a failure that would repeat itself; a lock or an outage is no failure of the changeset.
   */
  private Optional<ChangelogRow> attempt(ParsedChangelog parsed, Changeset changeset)
      throws SQLException {
    var savepoint = session.connection().setSavepoint();
    try {
      send(parsed, Operation.UPGRADE, changeset, statements.up(changeset));
      return Optional.of(changeset.ran(ExecType.EXECUTED));
    } catch (EngineException e) {
      if (e.fault() instanceof StatementFailed failed && failed.lasting()) {
        session.connection().rollback(savepoint);
        return Optional.empty();
      }
      throw e;
    }
  }

  private void send(
      ParsedChangelog parsed,
      Operation operation,
      Changeset changeset,
      List<ChangeStatements> batches) {
    int number = 0;
    for (var batch : batches) {
      var position = StatementPosition.of(parsed, operation, changeset, number + 1);
      boolean checked = batch.cut();
      for (var statement : GeneratedStatements.of(parsed, batch, position)) {
        number++;
        if (checked) {
          sender.sendChecked(statement, position.at(number));
        } else {
          sender.send(statement, position.at(number));
        }
      }
    }
  }
}
