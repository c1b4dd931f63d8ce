package dev.schemamigration.engine.run;

import dev.schemamigration.database.session.Session;
import dev.schemamigration.database.tracking.ArchivedRevision;
import dev.schemamigration.database.tracking.ChangelogRow;
import dev.schemamigration.database.tracking.JournalEntry;
import dev.schemamigration.database.tracking.JournalEvent;
import dev.schemamigration.database.tracking.RecordedState;
import dev.schemamigration.database.tracking.RevisionState;
import dev.schemamigration.database.tracking.TrackingTables;
import dev.schemamigration.database.tracking.TrackingTables.Ending;
import dev.schemamigration.engine.changelog.ParsedChangelog;
import dev.schemamigration.engine.fault.AutocommitFault.HalfWay;
import dev.schemamigration.engine.fault.AutocommitFault.NotTransactional;
import dev.schemamigration.engine.fault.EngineException;
import dev.schemamigration.engine.fault.RunStoppedException;
import dev.schemamigration.engine.statement.RevisionRecorder;
import dev.schemamigration.plan.Operation;
import dev.schemamigration.revision.Revision;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/**
 * Applies and undoes revisions. The changes of a revision, Liquibase's rows, the archive row and
 * the journal row commit together or not at all; a revision with changesets outside of a
 * transaction goes through {@link StagedUpgrade} and {@link StagedDowngrade}.
 */
public final class RevisionRunner {
  private final Session session;
  private final TrackingTables tracking;
  private final Preconditions preconditions;
  private final ChangesetRunner changesets;
  private final StagedUpgrade stagedUpgrade;
  private final StagedDowngrade stagedDowngrade;
  private final RevisionVerification verification;
  private final UUID run;
  private final RecordedState state;
  private int order;

  public RevisionRunner(
      Session session,
      TrackingTables tracking,
      Preconditions preconditions,
      ChangesetRunner changesets,
      StagedUpgrade stagedUpgrade,
      StagedDowngrade stagedDowngrade,
      RevisionVerification verification,
      UUID run,
      RecordedState recorded) {
    this.session = session;
    this.tracking = tracking;
    this.preconditions = preconditions;
    this.changesets = changesets;
    this.stagedUpgrade = stagedUpgrade;
    this.stagedDowngrade = stagedDowngrade;
    this.verification = verification;
    this.run = run;
    this.state = recorded;
    this.order = recorded.lastOrder();
  }

  /**
   * Applies a revision.
   *
   * @param revision as the graph has it, dependencies as ids
   * @param begun its archive row, if an earlier run left it unfinished
   * @throws EngineException when the changelog or the server refuses it
   * @throws RunStoppedException when the run was asked to stop
   * @throws SQLException when the record of an unfinished revision cannot be written
   */
  public void upgrade(ParsedChangelog parsed, Revision revision, Optional<ArchivedRevision> begun)
      throws SQLException {
    if (parsed.transactional() && begun.isEmpty()) {
      var ran = new ArrayList<ChangelogRow>();
      session.enterMigration(); // before it begins, so that no rollback takes it back
      session.inTransaction(() -> ran.addAll(apply(parsed, revision, Ending.COMMITTED)));
      order += ran.size();
    } else {
      order = stagedUpgrade.apply(parsed, revision, begun, order);
    }
  }

  /**
   * Undoes a revision.
   *
   * @param recorded its archive row
   */
  public void downgrade(ParsedChangelog parsed, ArchivedRevision recorded) throws SQLException {
    if (parsed.transactional() && recorded.state() == RevisionState.APPLIED) {
      session.enterMigration();
      session.inTransaction(() -> undo(parsed, recorded, Ending.COMMITTED));
    } else {
      stagedDowngrade.undo(parsed, recorded, order);
    }
  }

  /** Applies a revision in the open transaction. */
  public void upgradeWithin(ParsedChangelog parsed, Revision revision) throws SQLException {
    order += apply(parsed, revision, Ending.OPEN).size();
  }

  /** Undoes a revision in the open transaction. */
  public void downgradeWithin(ParsedChangelog parsed, ArchivedRevision recorded)
      throws SQLException {
    undo(parsed, recorded, Ending.OPEN);
  }

  /**
   * Commits the open transaction.
   *
   * @param revision the last one in it
   */
  public void commit(String revision, Operation operation) {
    RevisionRecorder.write(revision, operation, () -> session.connection().commit());
  }

  /**
   * Requires that a revision can share one transaction with others.
   *
   * @param recorded its archive row, if it has one
   */
  public static void requireTransactional(
      ParsedChangelog parsed, Optional<ArchivedRevision> recorded) {
    parsed.changesets().stream()
        .filter(it -> !it.transactional())
        .findFirst()
        .ifPresent(
            it -> {
              throw new EngineException(new NotTransactional(parsed.file().id(), it.displayName()));
            });
    if (recorded.isPresent() && recorded.get().state() != RevisionState.APPLIED) {
      throw new EngineException(new HalfWay(parsed.file().id()));
    }
  }

  private List<ChangelogRow> apply(ParsedChangelog parsed, Revision revision, Ending end)
      throws SQLException {
    long began = System.nanoTime();
    preconditions.require(parsed);
    var ran = new ArrayList<ChangelogRow>();
    for (var changeset : parsed.changesets()) {
      changesets.up(parsed, changeset).ifPresent(ran::add);
    }
    if (parsed.verification().isPresent()) {
      verification.run(revision.id(), parsed.verification().get());
    }
    var attempt = UUID.randomUUID();
    var entry =
        RevisionRecorder.entry(
            parsed,
            revision,
            RevisionState.APPLIED,
            attempt,
            ran.stream().map(it -> it.changeset().key()).toList(),
            Duration.ofNanos(System.nanoTime() - began));
    var row =
        JournalEntry.ofRevision(JournalEvent.APPLIED, run, attempt, revision.id(), parsed.sha256());
    RevisionRecorder.write(
        revision.id(),
        Operation.UPGRADE,
        () -> tracking.recordApplied(entry, ran, order + 1, row, end));
    return ran;
  }

  private void undo(ParsedChangelog parsed, ArchivedRevision recorded, Ending end)
      throws SQLException {
    var keys = recorded.changesets();
    for (var changeset : parsed.changesets().reversed()) {
      if (state.undoes(recorded, changeset.key())) {
        changesets.down(parsed, changeset);
      }
    }
    var row =
        JournalEntry.ofRevision(
            JournalEvent.UNDONE, run, recorded.attempt(), recorded.id(), recorded.sha256());
    RevisionRecorder.write(
        recorded.id(),
        Operation.DOWNGRADE,
        () -> tracking.recordUndone(keys, recorded.attempt(), row, end));
  }
}
