package dev.schemamigration.engine;

import dev.schemamigration.database.ArchivedRevision;
import dev.schemamigration.database.JournalEntry;
import dev.schemamigration.database.JournalEvent;
import dev.schemamigration.database.RanChangeset;
import dev.schemamigration.database.RevisionState;
import dev.schemamigration.database.Session;
import dev.schemamigration.database.TrackingTables;
import dev.schemamigration.engine.StatementSender.Place;
import dev.schemamigration.plan.Operation;
import dev.schemamigration.revision.Revision;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/**
 * A revision that cannot be one transaction, because a changeset of it must run outside of any. It
 * is entered into the archive as begun, goes changeset by changeset, each recorded with what it
 * did, and is then marked as applied; whoever finds it half-way goes on where it stopped.
 */
final class StagedRevision {
  private final Session session;
  private final TrackingTables tracking;
  private final ChangesetRunner changesets;
  private final ChangeStatements statements;
  private final LoneRunner lone;
  private final UUID run;

  StagedRevision(
      Session session,
      TrackingTables tracking,
      ChangesetRunner changesets,
      ChangeStatements statements,
      LoneRunner lone,
      UUID run) {
    this.session = session;
    this.tracking = tracking;
    this.changesets = changesets;
    this.statements = statements;
    this.lone = lone;
    this.run = run;
  }

  /** Applies it or goes on applying it; the highest ORDEREXECUTED afterwards. */
  int apply(Parsed parsed, Revision revision, Optional<ArchivedRevision> begun, int lastOrder)
      throws SQLException {
    long began = System.nanoTime();
    var attempt = begun.map(ArchivedRevision::attempt).orElseGet(UUID::randomUUID);
    var keys = parsed.changesets().stream().map(Changeset::key).toList();
    tracking.putRevision(
        RevisionRunner.entry(
            parsed, revision, RevisionState.APPLYING, attempt, keys, Duration.ZERO));
    var ran = new ArrayList<>(tracking.executionTypes(keys).keySet());
    int order = lastOrder;
    for (var changeset : parsed.changesets()) {
      if (!ran.contains(changeset.key())) {
        if (up(parsed, changeset, attempt, order + 1)) {
          ran.add(changeset.key());
          order++;
        }
      }
    }
    session.inTransaction(
        () -> {
          tracking.putRevision(
              RevisionRunner.entry(
                  parsed,
                  revision,
                  RevisionState.APPLIED,
                  attempt,
                  ran,
                  Duration.ofNanos(System.nanoTime() - began)));
          tracking.journal(
              JournalEntry.ofRevision(
                  JournalEvent.APPLIED, run, attempt, revision.id(), parsed.file().sha256()));
        });
    return order;
  }

  private boolean up(Parsed parsed, Changeset changeset, UUID attempt, int order)
      throws SQLException {
    if (changeset.transactional()) {
      var recorded = new ArrayList<RanChangeset>();
      session.inTransaction(
          () -> {
            changesets.up(parsed, changeset).ifPresent(recorded::add);
            tracking.addChangesets(recorded, order);
          });
      return !recorded.isEmpty();
    }
    var skip = changesets.precondition(parsed, changeset);
    if (skip.isEmpty()) {
      alone(parsed, Operation.UPGRADE, changeset, attempt, statements.up(changeset));
    } else if (skip.get() == ChangesetRunner.Skip.CONTINUE) {
      return false;
    }
    tracking.addChangesets(List.of(changeset.ran(skip.isEmpty() ? "EXECUTED" : "MARK_RAN")), order);
    return true;
  }

  /** Undoes it, or goes on undoing it, or undoes as much of it as was applied. */
  void undo(Parsed parsed, ArchivedRevision recorded) throws SQLException {
    var attempt = recorded.attempt();
    if (recorded.state() != RevisionState.UNDOING) {
      attempt = UUID.randomUUID();
      finishStatementsInFlight(parsed, recorded);
      tracking.markUndoing(recorded.id(), attempt);
    }
    var keys = parsed.changesets().stream().map(Changeset::key).toList();
    var types = tracking.executionTypes(keys);
    for (var changeset : parsed.changesets().reversed()) {
      var type = types.get(changeset.key());
      if (type != null) {
        down(parsed, changeset, attempt, type.equals("EXECUTED"));
      }
    }
    var last = attempt;
    session.inTransaction(
        () ->
            tracking.recordUndone(
                recorded.id(),
                recorded.changesets(),
                JournalEntry.ofRevision(
                    JournalEvent.UNDONE, run, last, recorded.id(), recorded.sha256())));
  }

  /**
   * A changeset outside a transaction may have sent some of its statements. Its rollback undoes all
   * of them, so the rest is sent first and the changeset recorded.
   */
  private void finishStatementsInFlight(Parsed parsed, ArchivedRevision recorded)
      throws SQLException {
    var keys = parsed.changesets().stream().map(Changeset::key).toList();
    var ran = tracking.executionTypes(keys);
    for (var changeset : parsed.changesets()) {
      if (!changeset.transactional()
          && !ran.containsKey(changeset.key())
          && !lone.progress(recorded.attempt(), changeset).isEmpty()) {
        alone(parsed, Operation.UPGRADE, changeset, recorded.attempt(), statements.up(changeset));
        tracking.addChangesets(List.of(changeset.ran("EXECUTED")), tracking.read().lastOrder() + 1);
      }
    }
  }

  private void down(Parsed parsed, Changeset changeset, UUID attempt, boolean executed)
      throws SQLException {
    if (changeset.transactional()) {
      session.inTransaction(
          () -> {
            if (executed) {
              changesets.down(parsed, changeset);
            }
            tracking.removeChangesets(List.of(changeset.key()));
          });
      return;
    }
    if (executed) {
      alone(
          parsed,
          Operation.DOWNGRADE,
          changeset,
          attempt,
          statements.down(parsed.file().id(), changeset));
    }
    tracking.removeChangesets(List.of(changeset.key()));
  }

  private void alone(
      Parsed parsed,
      Operation operation,
      Changeset changeset,
      UUID attempt,
      List<ChangeStatements.Batch> batches)
      throws SQLException {
    var progress = lone.progress(attempt, changeset);
    int number = 0;
    for (var batch : batches) {
      for (var statement : changesets.generate(parsed, batch)) {
        number++;
        var place = Place.of(parsed, operation, changeset, number);
        lone.run(statement, place, attempt, changeset.key(), progress);
      }
    }
  }
}
