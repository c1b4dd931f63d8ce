package dev.schemamigration.engine;

import dev.schemamigration.database.ArchiveEntry;
import dev.schemamigration.database.ArchivedRevision;
import dev.schemamigration.database.ArchivedText;
import dev.schemamigration.database.JournalEntry;
import dev.schemamigration.database.JournalEvent;
import dev.schemamigration.database.RanChangeset;
import dev.schemamigration.database.RevisionState;
import dev.schemamigration.database.Session;
import dev.schemamigration.database.TrackingTables;
import dev.schemamigration.engine.EngineFault.NotTransactional;
import dev.schemamigration.revision.Revision;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/**
 * Applies and undoes revisions. The changes of a revision, Liquibase's rows, the archive row and
 * the journal line commit together or not at all; a revision with changesets outside a transaction
 * goes through {@link StagedRevision}.
 */
public final class RevisionRunner {
  private final Session session;
  private final TrackingTables tracking;
  private final ChangesetRunner changesets;
  private final StagedRevision staged;
  private final UUID run;
  private int order;

  RevisionRunner(
      Session session,
      TrackingTables tracking,
      ChangesetRunner changesets,
      StagedRevision staged,
      UUID run,
      int lastOrder) {
    this.session = session;
    this.tracking = tracking;
    this.changesets = changesets;
    this.staged = staged;
    this.run = run;
    this.order = lastOrder;
  }

  /**
   * Applies a revision.
   *
   * @param revision as the graph knows it, dependencies as ids
   * @param begun its archive row, if an earlier run left it half-way
   * @throws EngineException for what the changelog or the server refuses
   * @throws RunStoppedException when asked to stop
   * @throws SQLException when the record cannot be written
   */
  public void upgrade(Parsed parsed, Revision revision, Optional<ArchivedRevision> begun)
      throws SQLException {
    if (parsed.transactional() && begun.isEmpty()) {
      session.inTransaction(() -> apply(parsed, revision));
    } else {
      order = staged.apply(parsed, revision, begun, order);
    }
  }

  /**
   * Undoes a revision.
   *
   * @param recorded its archive row
   */
  public void downgrade(Parsed parsed, ArchivedRevision recorded) throws SQLException {
    if (parsed.transactional() && recorded.state() == RevisionState.APPLIED) {
      session.inTransaction(() -> undo(parsed, recorded));
    } else {
      staged.undo(parsed, recorded);
    }
  }

  /** Applies a revision in the transaction that is open. */
  public void upgradeWithin(Parsed parsed, Revision revision) throws SQLException {
    requireTransactional(parsed);
    apply(parsed, revision);
  }

  /** Undoes a revision in the transaction that is open. */
  public void downgradeWithin(Parsed parsed, ArchivedRevision recorded) throws SQLException {
    requireTransactional(parsed);
    undo(parsed, recorded);
  }

  private static void requireTransactional(Parsed parsed) {
    parsed.changesets().stream()
        .filter(it -> !it.transactional())
        .findFirst()
        .ifPresent(
            it -> {
              throw new EngineException(new NotTransactional(parsed.file().id(), it.name()));
            });
  }

  private void apply(Parsed parsed, Revision revision) throws SQLException {
    long began = System.nanoTime();
    var ran = new ArrayList<RanChangeset>();
    for (var changeset : parsed.changesets()) {
      changesets.up(parsed, changeset).ifPresent(ran::add);
    }
    var attempt = UUID.randomUUID();
    var entry =
        entry(
            parsed,
            revision,
            RevisionState.APPLIED,
            attempt,
            ran.stream().map(RanChangeset::key).toList(),
            Duration.ofNanos(System.nanoTime() - began));
    var line =
        JournalEntry.ofRevision(
            JournalEvent.APPLIED, run, attempt, revision.id(), parsed.file().sha256());
    tracking.recordApplied(entry, ran, order + 1, line);
    order += ran.size();
  }

  private void undo(Parsed parsed, ArchivedRevision recorded) throws SQLException {
    var types = tracking.executionTypes(recorded.changesets());
    for (var changeset : parsed.changesets().reversed()) {
      if ("EXECUTED".equals(types.get(changeset.key()))) {
        changesets.down(parsed, changeset);
      }
    }
    tracking.recordUndone(
        recorded.id(),
        recorded.changesets(),
        JournalEntry.ofRevision(
            JournalEvent.UNDONE, run, recorded.attempt(), recorded.id(), recorded.sha256()));
  }

  static ArchiveEntry entry(
      Parsed parsed,
      Revision revision,
      RevisionState state,
      UUID attempt,
      List<String> keys,
      Duration duration) {
    var file = parsed.file();
    return new ArchiveEntry(
        revision,
        state,
        attempt,
        file.path(),
        file.sha256(),
        file.irreversible(),
        new ArchivedText(file.content(), parsed.readFiles(), parsed.storableParameters()),
        keys,
        duration);
  }
}
