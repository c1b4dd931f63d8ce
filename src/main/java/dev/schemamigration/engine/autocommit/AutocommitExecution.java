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
 * Sends one statement outside of a transaction, so that after a crash at any moment it is known
 * whether it took effect.
 *
 * <p>A statement that Postgres allows in a transaction block commits together with its journal
 * line. For the others the intent is journaled, the statement sent, the catalogue asked, the end
 * journaled; where an intent has no end, the catalogue decides whether to go on or to begin again.
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
   * Brings one statement to its end.
   *
   * @param set what the script has set before it
   */
  void deliver(AutocommitScript script, Statement statement, List<Statement> set)
      throws SQLException {
    var kind = statement.kind();
    if (kind.commitsWithJournal()) {
      transactional(script, statement, set);
      return;
    }
    settings.replay(set);
    settings.limit(statement, set);
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
    sender.requireGoingOn();
    journal.begun(script, statement, kind.before(catalog));
    settings.replay(set);
    settings.limit(statement, set);
    var began =
        kind.mayCommitInPart() ? OptionalLong.of(catalog.transactions()) : OptionalLong.empty();
    try {
      sender.send(statement.executable(), statement.place());
      statement.verify(catalog);
    } catch (EngineException | RunStoppedException e) {
      if (began.isPresent()) {
        requireWhole(statement, began.getAsLong(), e);
      }
      failed(script, statement, set, e);
      throw e;
    }
    done(script, statement);
  }

  /** A cancel that comes late may hit the first try, and must not make a known end unknown. */
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
   * What a procedure has committed stays when it fails later. Its intent is left open then, and
   * where the server cannot be asked: it is not sent again before a person has looked.
   */
  private void requireWhole(Statement statement, long began, RuntimeException failure) {
    sender.clearingAway();
    if (!whole(began, failure)
        && failure instanceof EngineException it
        && it.fault() instanceof StatementFailed failed) {
      throw new EngineException(new CommittedInPart(failed, statement.executable().text()), it);
    }
  }

  /** A cancel that comes late may hit the first question, which counts as a transaction too. */
  private boolean whole(long began, RuntimeException failure) {
    for (int asked = 1; asked <= 2; asked++) {
      try {
        return catalog.transactions() - began == 1 + asked;
      } catch (SQLException e) {
        failure.addSuppressed(e);
      }
    }
    throw failure;
  }

  private void transactional(AutocommitScript script, Statement statement, List<Statement> set)
      throws SQLException {
    try {
      session.inTransaction(
          () -> {
            settings.replay(set);
            sender.send(statement.executable(), statement.place());
            journal.committed(script, statement);
          });
    } catch (EngineException | RunStoppedException e) {
      failed(script, statement, set, e);
      throw e;
    }
  }

  /**
   * Notes that the server refused a statement, and clears away what that left behind. Where the
   * statement was cancelled, another cancel may be under way and hit the first try.
   */
  private void failed(
      AutocommitScript script, Statement statement, List<Statement> set, RuntimeException cause) {
    sender.clearingAway();
    for (int attempt = 1; attempt <= 2; attempt++) {
      try {
        if (session.connection().isValid(5)) {
          journal.failed(script, statement);
          clear(statement, set);
        }
        return;
      } catch (SQLException | EngineException | RecordRejectedException e) {
        cause.addSuppressed(e);
      }
    }
  }

  /** Clears away what a statement has left behind that failed. */
  void clear(Statement statement, List<Statement> set) throws SQLException {
    settings.replay(set);
    settings.limitClearing();
    statement.kind().clear(catalog, true);
    session.restoreDefaults();
  }
}
