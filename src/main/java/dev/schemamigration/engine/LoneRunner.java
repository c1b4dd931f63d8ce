package dev.schemamigration.engine;

import dev.schemamigration.database.JournalEntry;
import dev.schemamigration.database.JournalEvent;
import dev.schemamigration.database.Session;
import dev.schemamigration.database.StatementLine;
import dev.schemamigration.database.TrackingTables;
import dev.schemamigration.engine.EngineFault.EditedHalfway;
import dev.schemamigration.engine.EngineFault.NotEffective;
import dev.schemamigration.engine.EngineFault.Uncertain;
import dev.schemamigration.engine.StatementSender.Place;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/**
 * Runs the statements of a changeset that must not share a transaction, one by one, so that after a
 * crash at any moment it is known which of them took effect.
 *
 * <p>A statement that Postgres allows in a transaction block commits together with its journal
 * line. For the others the intent is journaled, the statement sent, the catalogue asked, the end
 * journaled; where an intent has no end, the catalogue decides whether to go on or to begin again.
 */
final class LoneRunner {
  private final Session session;
  private final TrackingTables tracking;
  private final StatementSender sender;
  private final Catalogue catalogue;
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
    this.catalogue = new Catalogue(session);
    this.run = run;
    this.timeout = timeout;
  }

  /** The journal's last word on each statement of a changeset. */
  Map<Integer, StatementLine> progress(UUID attempt, Changeset changeset) throws SQLException {
    return tracking.statements(attempt, changeset.key());
  }

  /** Runs one statement unless the journal or the catalogue says that it has run. */
  void run(
      SingleStatement statement,
      Place place,
      UUID attempt,
      String key,
      Map<Integer, StatementLine> progress)
      throws SQLException {
    var line = Optional.ofNullable(progress.get(place.statement()));
    var last = line.map(StatementLine::event);
    var digest = Digests.sha256(statement.text());
    if (last.filter(it -> it != JournalEvent.STATEMENT_FAILED).isPresent()
        && !line.get().digest().equals(digest)) {
      throw new EngineException(
          new EditedHalfway(place.revision(), place.changeset(), place.statement()));
    }
    if (last.equals(Optional.of(JournalEvent.STATEMENT_DONE))) {
      return;
    }
    var kind =
        statement instanceof SingleStatement.Sql sql
            ? LoneStatement.of(sql.statement())
            : new LoneStatement.Transactional();
    var lines = new Lines(place, attempt, key, digest);
    if (kind instanceof LoneStatement.Transactional) {
      session.inTransaction(
          () -> {
            sender.send(statement, place);
            lines.write(JournalEvent.STATEMENT_DONE);
          });
      return;
    }
    boolean begun = last.equals(Optional.of(JournalEvent.STATEMENT_BEGUN));
    if (begun && tookEffect(kind, statement, place)) {
      lines.write(JournalEvent.STATEMENT_DONE);
      return;
    }
    unbounded();
    try {
      prepare(kind, last.isPresent());
      if (!alreadyThere(kind)) {
        lines.write(JournalEvent.STATEMENT_BEGUN);
      }
      sendAlone(statement, place, kind, lines);
      verify(kind, place);
      lines.write(JournalEvent.STATEMENT_DONE);
    } finally {
      bounded();
    }
  }

  private void sendAlone(SingleStatement statement, Place place, LoneStatement kind, Lines lines)
      throws SQLException {
    try {
      sender.send(statement, place);
    } catch (EngineException e) {
      if (serverAnswers()) {
        lines.write(JournalEvent.STATEMENT_FAILED);
        prepare(kind, true);
      }
      throw e;
    }
  }

  private boolean serverAnswers() {
    try {
      return session.connection().isValid(5);
    } catch (SQLException e) {
      return false;
    }
  }

  /** Then the statement has nothing to do or fails, and an intent would claim another's index. */
  private boolean alreadyThere(LoneStatement kind) throws SQLException {
    return kind instanceof LoneStatement.CreateIndex index
        && catalogue.index(index.name(), index.table()).isPresent();
  }

  private boolean tookEffect(LoneStatement kind, SingleStatement statement, Place place)
      throws SQLException {
    return switch (kind) {
      case LoneStatement.CreateIndex index ->
          catalogue.index(index.name(), index.table()).map(Catalogue.Index::valid).orElse(false);
      case LoneStatement.DropIndex index -> catalogue.index(index.name()).isEmpty();
      case LoneStatement.DetachPartition detach -> detached(detach);
      case LoneStatement.Rebuild rebuild -> false;
      case LoneStatement.Repeatable repeatable -> false;
      case LoneStatement.Transactional transactional -> false;
      case LoneStatement.Opaque opaque ->
          throw new EngineException(
              new Uncertain(
                  place.revision(), place.changeset(), place.statement(), statement.text()));
    };
  }

  private boolean detached(LoneStatement.DetachPartition detach) throws SQLException {
    var pending = catalogue.detachPending(detach.parent(), detach.partition());
    if (pending.equals(Optional.of(true))) {
      execute(
          "ALTER TABLE "
              + detach.parent()
              + " DETACH PARTITION "
              + detach.partition()
              + " FINALIZE");
      return true;
    }
    return pending.isEmpty();
  }

  /** Clears away what an earlier, failed try of the same statement has left. */
  private void prepare(LoneStatement kind, boolean again) throws SQLException {
    switch (kind) {
      case LoneStatement.CreateIndex index -> {
        var there = catalogue.index(index.name(), index.table());
        if (there.isPresent() && !there.get().valid()) {
          execute("DROP INDEX CONCURRENTLY IF EXISTS " + there.get().qualifiedName());
        }
      }
      case LoneStatement.Rebuild rebuild -> {
        if (again) {
          for (var leftover : catalogue.rebuildLeftovers(rebuild.relation())) {
            execute("DROP INDEX CONCURRENTLY IF EXISTS " + leftover.qualifiedName());
          }
        }
      }
      case LoneStatement.DetachPartition detach -> {}
      case LoneStatement.Repeatable repeatable -> {}
      case LoneStatement.DropIndex drop -> {}
      case LoneStatement.Transactional transactional -> {}
      case LoneStatement.Opaque opaque -> {}
    }
  }

  private void verify(LoneStatement kind, Place place) throws SQLException {
    if (kind instanceof LoneStatement.CreateIndex index) {
      var there = catalogue.index(index.name(), index.table());
      if (there.isEmpty() || !there.get().valid()) {
        throw new EngineException(
            new NotEffective(
                place.revision(),
                place.changeset(),
                place.statement(),
                "index "
                    + index.name()
                    + (there.isEmpty() ? " is not there" : " is there and not valid")));
      }
    }
  }

  /** A lock timeout would leave an invalid index behind; the statement timeout bounds it. */
  private void unbounded() throws SQLException {
    execute("SET lock_timeout = 0");
    execute("SET statement_timeout = " + timeout.toMillis());
  }

  private void bounded() throws SQLException {
    if (serverAnswers()) {
      session.restoreDefaults();
    }
  }

  private void execute(String sql) throws SQLException {
    try (var statement = session.connection().createStatement()) {
      statement.execute(sql);
    }
  }

  private final class Lines {
    private final Place place;
    private final UUID attempt;
    private final String key;
    private final String digest;

    private Lines(Place place, UUID attempt, String key, String digest) {
      this.place = place;
      this.attempt = attempt;
      this.key = key;
      this.digest = digest;
    }

    private void write(JournalEvent event) throws SQLException {
      tracking.journal(
          JournalEntry.ofStatement(
              event, run, attempt, place.revision(), key, place.statement(), digest));
    }
  }
}
