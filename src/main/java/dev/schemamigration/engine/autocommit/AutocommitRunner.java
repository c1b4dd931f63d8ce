package dev.schemamigration.engine.autocommit;

import dev.schemamigration.database.session.Session;
import dev.schemamigration.database.tracking.TrackingTables;
import dev.schemamigration.engine.autocommit.AutocommitScript.Statement;
import dev.schemamigration.engine.autocommit.kind.Catalog;
import dev.schemamigration.engine.autocommit.kind.Effect;
import dev.schemamigration.engine.fault.AutocommitFault.HalfUndone;
import dev.schemamigration.engine.fault.EngineException;
import dev.schemamigration.engine.fault.RunFault.StatementFailed;
import dev.schemamigration.engine.sql.SessionSetting;
import dev.schemamigration.engine.statement.StatementSender;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;

/**
 * Executes the statements of a changeset outside of a transaction one by one and determines how
 * many of them took effect. Session settings of the script are restored before its next statement,
 * after a crash too.
 */
public final class AutocommitRunner {
  private final Session session;
  private final StatementSender sender;
  private final Catalog catalog;
  private final AutocommitSettings settings;
  private final AutocommitExecution execution;

  public AutocommitRunner(
      Session session,
      TrackingTables tracking,
      StatementSender sender,
      UUID run,
      Duration timeout) {
    this.session = session;
    this.sender = sender;
    this.catalog = new Catalog(session);
    this.settings = new AutocommitSettings(session, sender, timeout);
    this.execution =
        new AutocommitExecution(
            session, sender, catalog, settings, new AutocommitJournal(tracking, run));
  }

  /** Executes the statements that are not recorded as done. */
  public void run(AutocommitScript script) throws SQLException {
    script.requireUnedited();
    var preceding = new ArrayList<Statement>();
    for (var statement : script.statements()) {
      if (SessionSetting.is(statement.executable())) {
        sender.send(statement.executable(), statement.position());
        preceding.add(statement);
      } else if (!script.done(statement)) {
        execution.execute(script, statement, preceding);
      }
    }
  }

  /**
   * Executes the statements that roll back a changeset of which only the first statements took
   * effect, without those whose effect is there already.
   *
   * @throws EngineException also when the rollback does not fit what is there, which a lock or a
   *     lost connection does not indicate
   */
  public void runPartly(AutocommitScript script) throws SQLException {
    script.requireUnedited();
    for (var statement : script.statements()) {
      if (script.done(statement) || statement.kind().needless(catalog)) {
        continue;
      }
      try {
        execution.execute(script, statement, List.of());
      } catch (EngineException e) {
        throw e.fault() instanceof StatementFailed failed && failed.lasting()
            ? new EngineException(new HalfUndone(failed, statement.executable().text()), e)
            : e;
      }
    }
  }

  /**
   * Returns how many statements took effect. The one in flight, if there is one, is settled: its
   * effect is completed, or what it left behind is removed.
   */
  public int settle(AutocommitScript script) throws SQLException {
    script.requireUnedited();
    int taken = 0;
    for (var statement : script.statements()) {
      if (SessionSetting.is(statement.executable())) {
        sender.send(statement.executable(), statement.position());
      } else if (script.inFlight(statement)) {
        settings.limit(statement, List.of());
        if (statement.settle(catalog, script.before(statement)) == Effect.NONE) {
          break;
        }
      } else if (!script.done(statement)) {
        break;
      }
      taken++;
    }
    session.restoreDefaults();
    return taken;
  }

  /**
   * Whether no statement of a script had any effect, those that failed included: dropping an index
   * or detaching a partition may fail with half of the work done.
   */
  public boolean untouched(AutocommitScript script) throws SQLException {
    boolean untouched = !script.begun();
    for (var statement : script.statements()) {
      if (SessionSetting.is(statement.executable())) {
        sender.send(statement.executable(), statement.position());
      } else if (script.failed(statement)) {
        untouched &= statement.kind().untouched(catalog);
      }
    }
    session.restoreDefaults();
    return untouched;
  }

  /** Removes what the failed statements of a script left behind. */
  public void clear(AutocommitScript script) throws SQLException {
    var preceding = new ArrayList<Statement>();
    for (var statement : script.statements()) {
      if (SessionSetting.is(statement.executable())) {
        preceding.add(statement);
      } else if (script.failed(statement)) {
        execution.clear(statement, preceding);
      }
    }
  }
}
