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
 * Runs the statements of a changeset that must not share a transaction, one by one, and says how
 * far they got. What the script has set is set again before its next statement, after a crash too.
 */
public final class AutocommitRunner {
  private final Session session;
  private final StatementSender sender;
  private final Catalog catalog;
  private final AutocommitSettings settings;
  private final AutocommitExecution delivery;

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
    this.delivery =
        new AutocommitExecution(
            session, sender, catalog, settings, new AutocommitJournal(tracking, run));
  }

  /** Runs the statements that have not run. */
  public void run(AutocommitScript script) throws SQLException {
    script.requireUnedited();
    var set = new ArrayList<Statement>();
    for (var statement : script.statements()) {
      if (SessionSetting.is(statement.executable())) {
        sender.send(statement.executable(), statement.place());
        set.add(statement);
      } else if (!script.done(statement)) {
        delivery.deliver(script, statement, set);
      }
    }
  }

  /**
   * Runs the statements that undo a changeset of which only the first statements have run: what is
   * not there need not be taken away.
   *
   * @throws EngineException also when a statement finds something else than it expects; a lock or a
   *     broken connection says nothing about that
   */
  public void runPartly(AutocommitScript script) throws SQLException {
    script.requireUnedited();
    for (var statement : script.statements()) {
      if (script.done(statement) || statement.kind().needless(catalog)) {
        continue;
      }
      try {
        delivery.deliver(script, statement, List.of());
      } catch (EngineException e) {
        throw e.fault() instanceof StatementFailed failed && failed.lasting()
            ? new EngineException(new HalfUndone(failed, statement.executable().text()), e)
            : e;
      }
    }
  }

  /**
   * How many statements have taken effect. The one in flight, if there is one, is settled: its
   * effect is completed, or what it left behind is cleared away.
   */
  public int settle(AutocommitScript script) throws SQLException {
    script.requireUnedited();
    int taken = 0;
    for (var statement : script.statements()) {
      if (SessionSetting.is(statement.executable())) {
        sender.send(statement.executable(), statement.place());
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
   * Whether nothing of a script has taken effect, though statements of it were sent and failed: one
   * that takes an index or a partition away fails with half of its work done.
   */
  public boolean untouched(AutocommitScript script) throws SQLException {
    boolean untouched = !script.begun();
    for (var statement : script.statements()) {
      if (SessionSetting.is(statement.executable())) {
        sender.send(statement.executable(), statement.place());
      } else if (script.failed(statement)) {
        untouched &= statement.kind().untouched(catalog);
      }
    }
    session.restoreDefaults();
    return untouched;
  }

  /** Clears away what the statements of a script have left behind that failed. */
  public void clear(AutocommitScript script) throws SQLException {
    var set = new ArrayList<Statement>();
    for (var statement : script.statements()) {
      if (SessionSetting.is(statement.executable())) {
        set.add(statement);
      } else if (script.failed(statement)) {
        delivery.clear(statement, set);
      }
    }
  }
}
