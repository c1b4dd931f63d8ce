package dev.schemamigration.engine.autocommit;

import dev.schemamigration.database.fault.DatabaseFault;
import dev.schemamigration.database.session.RecordRejectedException;
import dev.schemamigration.database.session.Session;
import dev.schemamigration.engine.autocommit.AutocommitScript.Statement;
import dev.schemamigration.engine.autocommit.kind.Catalog;
import dev.schemamigration.engine.autocommit.kind.Effect;
import dev.schemamigration.engine.fault.AutocommitFault.CommittedInPart;
import dev.schemamigration.engine.fault.EngineException;
import dev.schemamigration.engine.fault.RunFault.NotCommitted;
import dev.schemamigration.engine.fault.RunFault.StatementFailed;
import dev.schemamigration.engine.fault.RunStoppedException;
import dev.schemamigration.engine.statement.StatementSender;
import java.sql.SQLException;
import java.util.List;
import java.util.OptionalLong;

/**
 * Executes one statement outside of a transaction, so that after a crash at any moment it can be
 * determined whether it took effect.
 *
 * <p>A statement that Postgres allows in a transaction block commits together with its journal row.
 * For the others the intent is journaled, the statement sent, its effect verified in the catalog
 * and its end journaled; an intent without an end is settled from the catalog by the next run.
 */
final class AutocommitExecution {
  private final Session session;
  private final StatementSender sender;
  private final Catalog catalog;
  private final AutocommitSettings settings;
  private final AutocommitJournal journal;

  AutocommitExecution(
      Session session,
      StatementSender sender,
      Catalog catalog,
      AutocommitSettings settings,
      AutocommitJournal journal) {
    this.session = session;
    this.sender = sender;
    this.catalog = catalog;
    this.settings = settings;
    this.journal = journal;
  }

  /**
   * Executes a statement that is not recorded as done.
   *
   * @param preceding session settings of the script before it
   */
  void execute(AutocommitScript script, Statement statement, List<Statement> preceding)
      throws SQLException {
    var kind = statement.kind();
    if (kind.commitsWithJournal()) {
      transactional(script, statement, preceding);
      return;
    }
    settings.replay(preceding);
    settings.limit(statement, preceding);
    if (script.inFlight(statement)
        && statement.settle(catalog, script.before(statement)) == Effect.TAKEN) {
      journal.done(script, statement);
      return;
    }
    kind.clear(catalog, script.failed(statement));
    if (script.failed(statement) && kind.completedByFailure(catalog)) {
      journal.done(script, statement);
      return;
    }
    sender.requireNotStopped();
    journal.begun(script, statement, kind.before(catalog));
    settings.replay(preceding);
    settings.limit(statement, preceding);
    var began =
        kind.mayCommitInPart() ? OptionalLong.of(catalog.transactions()) : OptionalLong.empty();
    try {
      sender.send(statement.executable(), statement.position());
      statement.verify(catalog);
    } catch (EngineException | RunStoppedException e) {
      if (began.isPresent()) {
        requireRolledBack(statement, began.getAsLong(), e);
      }
      failed(script, statement, preceding, e);
      throw e;
    }
    done(script, statement);
  }

  /** Retries once, because a late cancel may hit this write and make a known end uncertain. */
  private void done(AutocommitScript script, Statement statement) throws SQLException {
    try {
      journal.done(script, statement);
    } catch (EngineException e) {
      if (!(e.fault() instanceof NotCommitted it
          && it.cause().kind() == DatabaseFault.Kind.CANCELLED)) {
        throw e;
      }
      journal.done(script, statement);
    }
  }

  /**
   * Requires that a failed statement has committed nothing of its own: what a procedure committed
   * stays when it fails later. Its intent is left open then, as it is where the server cannot be
   * queried, so that it is not sent again before somebody has repaired that by hand.
   */
  private void requireRolledBack(Statement statement, long began, RuntimeException failure) {
    sender.cleaningUp();
    if (!rolledBack(began, failure)
        && failure instanceof EngineException it
        && it.fault() instanceof StatementFailed failed) {
      throw new EngineException(new CommittedInPart(failed, statement.executable().text()), it);
    }
  }

  /** Queries twice at most: a late cancel may hit the first query, which is a transaction too. */
  private boolean rolledBack(long began, RuntimeException failure) {
    for (int queries = 1; queries <= 2; queries++) {
      try {
        return catalog.transactions() - began == 1 + queries;
      } catch (SQLException e) {
        failure.addSuppressed(e);
      }
    }
    throw failure;
  }

  private void transactional(
      AutocommitScript script, Statement statement, List<Statement> preceding) throws SQLException {
    try {
      session.enterMigration();
      session.inTransaction(
          () -> {
            settings.replay(preceding);
            sender.send(statement.executable(), statement.position());
            journal.committed(script, statement);
          });
    } catch (EngineException | RunStoppedException e) {
      failed(script, statement, preceding, e);
      throw e;
    }
  }

  /**
   * Journals that a statement failed and removes what it left behind. Retries once, because another
   * cancel may be under way where the statement was cancelled.
   */
  private void failed(
      AutocommitScript script,
      Statement statement,
      List<Statement> preceding,
      RuntimeException cause) {
    sender.cleaningUp();
    for (int attempt = 1; attempt <= 2; attempt++) {
      try {
        if (session.connection().isValid(5)) {
          journal.failed(script, statement);
          clear(statement, preceding);
        }
        return;
      } catch (SQLException | EngineException | RecordRejectedException e) {
        cause.addSuppressed(e);
      }
    }
  }

  /** Removes what a failed statement left behind. */
  void clear(Statement statement, List<Statement> preceding) throws SQLException {
    settings.replay(preceding);
    settings.limitCleanup();
    statement.kind().clear(catalog, true);
    session.restoreDefaults();
  }
}
