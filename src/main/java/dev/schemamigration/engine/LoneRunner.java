package dev.schemamigration.engine;

import dev.schemamigration.database.DatabaseFault;
import dev.schemamigration.database.JournalEntry;
import dev.schemamigration.database.JournalEvent;
import dev.schemamigration.database.RecordException;
import dev.schemamigration.database.Session;
import dev.schemamigration.database.TrackingTables;
import dev.schemamigration.database.TrackingTables.Ending;
import dev.schemamigration.engine.Aftermath.Effect;
import dev.schemamigration.engine.EngineFault.CommittedInPart;
import dev.schemamigration.engine.EngineFault.HalfUndone;
import dev.schemamigration.engine.EngineFault.NotCommitted;
import dev.schemamigration.engine.EngineFault.StatementFailed;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;

/**
 * Runs the statements of a changeset that must not share a transaction, one by one, so that after a
 * crash at any moment it is known which of them took effect.
 *
 * <p>A statement that Postgres allows in a transaction block commits together with its journal
 * line. For the others the intent is journaled, the statement sent, the catalogue asked, the end
 * journaled; where an intent has no end, the catalogue decides whether to go on or to begin again.
 *
 * <p>Every journal line puts the session's settings back, so that it can be written whatever role a
 * script has taken on; what the script has set is set again before its next statement, after a
 * crash too.
 */
final class LoneRunner {
  private final Session session;
  private final TrackingTables tracking;
  private final StatementSender sender;
  private final Aftermath aftermath;
  private final UUID run;
  private final Duration timeout;

  LoneRunner(
      Session session,
      TrackingTables tracking,
      StatementSender sender,
      UUID run,
      Duration timeout) {
    this.session = session;
    this.tracking = tracking;
    this.sender = sender;
    this.aftermath = new Aftermath(session);
    this.run = run;
    this.timeout = timeout;
  }

  /** Runs the statements that have not run. */
  void run(LoneScript script) throws SQLException {
    script.requireUnedited();
    var settings = new ArrayList<Lone>();
    for (var lone : script.statements()) {
      if (ScriptSetting.is(lone.statement())) {
        sender.send(lone.statement(), lone.place());
        settings.add(lone);
      } else if (!script.done(lone)) {
        one(script, lone, settings);
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
  void runPartly(LoneScript script) throws SQLException {
    script.requireUnedited();
    for (var lone : script.statements()) {
      if (script.done(lone) || aftermath.needless(lone.kind())) {
        continue;
      }
      try {
        one(script, lone, List.of());
      } catch (EngineException e) {
        throw e.fault() instanceof StatementFailed failed && failed.lasting()
            ? new EngineException(new HalfUndone(failed, lone.statement().text()), e)
            : e;
      }
    }
  }

  /**
   * How many statements have taken effect. The one in flight, if there is one, is settled: its
   * effect is completed, or what it left behind is cleared away.
   */
  int settle(LoneScript script) throws SQLException {
    script.requireUnedited();
    int taken = 0;
    for (var lone : script.statements()) {
      if (ScriptSetting.is(lone.statement())) {
        sender.send(lone.statement(), lone.place());
      } else if (script.inFlight(lone)) {
        limit(lone, List.of());
        if (aftermath.settle(lone, script.before(lone)) == Effect.NONE) {
          break;
        }
      } else if (!script.done(lone)) {
        break;
      }
      taken++;
    }
    session.restoreDefaults();
    return taken;
  }

  private void one(LoneScript script, Lone lone, List<Lone> settings) throws SQLException {
    if (lone.kind() instanceof LoneStatement.Transactional) {
      transactional(script, lone, settings);
      return;
    }
    replay(settings);
    limit(lone, settings);
    if (script.inFlight(lone) && aftermath.settle(lone, script.before(lone)) == Effect.TAKEN) {
      write(JournalEvent.STATEMENT_DONE, script, lone, "");
      return;
    }
    aftermath.clear(lone.kind(), script.failed(lone));
    if (lone.kind() instanceof LoneStatement.DetachPartition
        && script.failed(lone)
        && aftermath.needless(lone.kind())) {
      write(JournalEvent.STATEMENT_DONE, script, lone, "");
      return;
    }
    sender.requireGoingOn();
    write(JournalEvent.STATEMENT_BEGUN, script, lone, aftermath.before(lone.kind()));
    replay(settings);
    limit(lone, settings);
    var began = aftermath.transaction(lone.kind());
    try {
      sender.send(lone.statement(), lone.place());
      aftermath.verify(lone);
    } catch (EngineException | RunStoppedException e) {
      if (began.isPresent()) {
        requireWhole(lone, began.getAsLong(), e);
      }
      failed(script, lone, settings, e);
      throw e;
    }
    done(script, lone);
  }

  /** A cancel that comes late may hit the first try, and must not make a known end unknown. */
  private void done(LoneScript script, Lone lone) throws SQLException {
    try {
      write(JournalEvent.STATEMENT_DONE, script, lone, "");
    } catch (EngineException e) {
      if (!(e.fault() instanceof NotCommitted it
          && it.cause().kind() == DatabaseFault.Kind.CANCELLED)) {
        throw e;
      }
      write(JournalEvent.STATEMENT_DONE, script, lone, "");
    }
  }

  /**
   * What a procedure has committed stays when it fails later. Its intent is left open then, and
   * where the server cannot be asked: it is not sent again before a person has looked.
   */
  private void requireWhole(Lone lone, long began, RuntimeException failure) {
    sender.clearingAway();
    if (!whole(began, failure)
        && failure instanceof EngineException it
        && it.fault() instanceof StatementFailed failed) {
      throw new EngineException(new CommittedInPart(failed, lone.statement().text()), it);
    }
  }

  /** A cancel that comes late may hit the first question, which counts as a transaction too. */
  private boolean whole(long began, RuntimeException failure) {
    for (int asked = 1; asked <= 2; asked++) {
      try {
        return aftermath.transactionsSince(began) == 1 + asked;
      } catch (SQLException e) {
        failure.addSuppressed(e);
      }
    }
    throw failure;
  }

  private void transactional(LoneScript script, Lone lone, List<Lone> settings)
      throws SQLException {
    try {
      session.inTransaction(
          () -> {
            replay(settings);
            sender.send(lone.statement(), lone.place());
            write(JournalEvent.STATEMENT_DONE, script, lone, "", Ending.COMMITTED);
          });
    } catch (EngineException | RunStoppedException e) {
      failed(script, lone, settings, e);
      throw e;
    }
  }

  /**
   * Notes that the server refused a statement, and clears away what that left behind. Where the
   * statement was cancelled, another cancel may be under way and hit the first try.
   */
  private void failed(LoneScript script, Lone lone, List<Lone> settings, RuntimeException cause) {
    sender.clearingAway();
    for (int attempt = 1; attempt <= 2; attempt++) {
      try {
        if (session.connection().isValid(5)) {
          write(JournalEvent.STATEMENT_FAILED, script, lone, "");
          clear(lone, settings);
        }
        return;
      } catch (SQLException | EngineException | RecordException e) {
        cause.addSuppressed(e);
      }
    }
  }

  /**
   * Whether nothing of a script has taken effect, though statements of it were sent and failed: one
   * that takes an index or a partition away fails with half of its work done.
   */
  boolean untouched(LoneScript script) throws SQLException {
    boolean untouched = !script.begun();
    for (var lone : script.statements()) {
      if (ScriptSetting.is(lone.statement())) {
        sender.send(lone.statement(), lone.place());
      } else if (script.failed(lone)) {
        untouched &= aftermath.untouched(lone.kind());
      }
    }
    session.restoreDefaults();
    return untouched;
  }

  /** Clears away what the statements of a script have left behind that failed. */
  void clear(LoneScript script) throws SQLException {
    var settings = new ArrayList<Lone>();
    for (var lone : script.statements()) {
      if (ScriptSetting.is(lone.statement())) {
        settings.add(lone);
      } else if (script.failed(lone)) {
        clear(lone, settings);
      }
    }
  }

  /**
   * Waits for whoever stands in the way as long as the run may last: nobody waits behind this, and
   * an invalid index would cost every writer until the next run.
   */
  private void clear(Lone lone, List<Lone> settings) throws SQLException {
    replay(settings);
    execute("SET lock_timeout = 0");
    execute("SET statement_timeout = " + sender.left().toMillis());
    aftermath.clear(lone.kind(), true);
    session.restoreDefaults();
  }

  private void replay(List<Lone> settings) {
    settings.forEach(it -> sender.sendAgain(it.statement(), it.place()));
  }

  /**
   * A lock timeout would leave an invalid index behind, so only the statement timeout bounds what
   * builds and drops indexes; they do not stand in anybody's way while they wait. What the script
   * says about timeouts itself is left alone.
   */
  private void limit(Lone lone, List<Lone> settings) throws SQLException {
    var texts = settings.stream().map(it -> it.statement().text()).toList();
    boolean waits =
        switch (lone.kind()) {
          case LoneStatement.CreateIndex index -> true;
          case LoneStatement.DropIndex index -> true;
          case LoneStatement.Rebuild rebuild -> true;
          case LoneStatement.DetachPartition detach -> false;
          case LoneStatement.Repeatable repeatable -> false;
          case LoneStatement.Transactional transactional -> false;
          case LoneStatement.Opaque opaque -> false;
        };
    if (waits && !ScriptSetting.mentions(texts, "lock_timeout")) {
      execute("SET lock_timeout = 0");
    }
    if (!ScriptSetting.mentions(texts, "statement_timeout")) {
      execute("SET statement_timeout = " + timeout.toMillis());
    }
  }

  private void execute(String sql) throws SQLException {
    try (var statement = session.connection().createStatement()) {
      statement.execute(sql);
    }
  }

  private void write(JournalEvent event, LoneScript script, Lone lone, String before)
      throws SQLException {
    write(event, script, lone, before, Ending.OPEN);
  }

  private void write(JournalEvent event, LoneScript script, Lone lone, String before, Ending end)
      throws SQLException {
    var detail = before.isEmpty() ? lone.digest() : lone.digest() + " " + before;
    var line =
        JournalEntry.ofStatement(
            event,
            run,
            script.attempt(),
            lone.place().revision(),
            script.key(),
            lone.number(),
            detail);
    RevisionRunner.recorded(
        lone.place().revision(), lone.place().operation(), () -> tracking.journal(line, end));
  }
}
