package dev.schemamigration.engine.run;

import dev.schemamigration.database.session.Session;
import dev.schemamigration.database.tracking.ArchivedRevision;
import dev.schemamigration.database.tracking.ChangelogRow;
import dev.schemamigration.database.tracking.ExecType;
import dev.schemamigration.database.tracking.JournalEntry;
import dev.schemamigration.database.tracking.JournalEvent;
import dev.schemamigration.database.tracking.RevisionState;
import dev.schemamigration.database.tracking.StatementRecord;
import dev.schemamigration.database.tracking.TrackingTables;
import dev.schemamigration.database.tracking.TrackingTables.Ending;
import dev.schemamigration.engine.autocommit.AutocommitRunner;
import dev.schemamigration.engine.autocommit.AutocommitScript;
import dev.schemamigration.engine.autocommit.AutocommitScripts;
import dev.schemamigration.engine.changelog.Changeset;
import dev.schemamigration.engine.changelog.ParsedChangelog;
import dev.schemamigration.engine.fault.EngineException;
import dev.schemamigration.engine.fault.RunFault.StatementFailed;
import dev.schemamigration.engine.statement.RevisionRecorder;
import dev.schemamigration.plan.Operation;
import dev.schemamigration.revision.Revision;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

/**
 * Applies a revision that cannot be one transaction, because one of its changesets must be executed
 * outside of any. The archive holds it as begun, each changeset is recorded once it is executed,
 * and the revision is then marked as applied; a later run continues after the last changeset, or
 * undoes what was applied.
 */
public final class StagedUpgrade {
  private final Session session;
  private final TrackingTables tracking;
  private final Preconditions preconditions;
  private final ChangesetRunner changesets;
  private final AutocommitScripts scripts;
  private final AutocommitRunner autocommit;
  private final StagedDowngrade downgrade;
  private final RevisionVerification verification;
  private final UUID run;

  public StagedUpgrade(
      Session session,
      TrackingTables tracking,
      Preconditions preconditions,
      ChangesetRunner changesets,
      AutocommitScripts scripts,
      AutocommitRunner autocommit,
      StagedDowngrade downgrade,
      RevisionVerification verification,
      UUID run) {
    this.session = session;
    this.tracking = tracking;
    this.preconditions = preconditions;
    this.changesets = changesets;
    this.scripts = scripts;
    this.autocommit = autocommit;
    this.downgrade = downgrade;
    this.verification = verification;
    this.run = run;
  }

  /** Applies or continues it; returns the highest ORDEREXECUTED afterwards. */
  int apply(
      ParsedChangelog parsed, Revision revision, Optional<ArchivedRevision> begun, int lastOrder)
      throws SQLException {
    long began = System.nanoTime();
    if (begun.isEmpty()) {
      preconditions.require(parsed);
    }
    var unfinished = begun.filter(it -> it.state() != RevisionState.UNDOING);
    if (begun.isPresent() && unfinished.isEmpty()) {
      downgrade.abandon(parsed, begun.get());
    }
    var attempt = unfinished.map(ArchivedRevision::attempt).orElseGet(UUID::randomUUID);
    var keys = parsed.changesets().stream().map(Changeset::key).toList();
    var begin =
        RevisionRecorder.entry(
            parsed, revision, RevisionState.APPLYING, attempt, keys, Duration.ZERO);
    recorded(parsed, () -> tracking.putRevision(begin));
    var ran = new ArrayList<String>();
    Map<String, NavigableMap<Integer, StatementRecord>> journal = Map.of();
    if (begun.isPresent()) {
      ran.addAll(tracking.execTypes(keys).keySet());
      journal = tracking.statements(attempt);
      StagedDowngrade.requireKept(revision.id(), Set.copyOf(keys), journal);
    }
    int order = lastOrder;
    for (var changeset : parsed.changesets()) {
      if (!ran.contains(changeset.key())) {
        if (up(parsed, changeset, attempt, journal, order + 1)) {
          ran.add(changeset.key());
          order++;
        }
      }
    }
    if (parsed.verification().isPresent()) {
      var script = parsed.verification().get();
      session.enterMigration();
      session.inTransaction(() -> verification.run(revision.id(), script));
    }
    var end =
        RevisionRecorder.entry(
            parsed,
            revision,
            RevisionState.APPLIED,
            attempt,
            ran,
            Duration.ofNanos(System.nanoTime() - began));
    var row =
        JournalEntry.ofRevision(JournalEvent.APPLIED, run, attempt, revision.id(), parsed.sha256());
    recorded(parsed, () -> tracking.finishApplied(end, row));
    return order;
  }

  private static void recorded(ParsedChangelog parsed, Session.SqlWork record) {
    RevisionRecorder.write(parsed.file().id(), Operation.UPGRADE, record);
  }

  private boolean up(
      ParsedChangelog parsed,
      Changeset changeset,
      UUID attempt,
      Map<String, NavigableMap<Integer, StatementRecord>> journal,
      int order)
      throws SQLException {
    if (changeset.transactional()) {
      var recorded = new ArrayList<ChangelogRow>();
      session.enterMigration();
      session.inTransaction(
          () -> {
            changesets.up(parsed, changeset).ifPresent(recorded::add);
            recorded(parsed, () -> tracking.addChangesets(recorded, order, Ending.COMMITTED));
          });
      return !recorded.isEmpty();
    }
    var script = scripts.of(parsed, Operation.UPGRADE, changeset, attempt, journal);
    var skip = script.begun() ? Optional.<Preconditions.Skip>empty() : skip(parsed, changeset);
    if (skip.equals(Optional.of(Preconditions.Skip.CONTINUE))
        || skip.isEmpty() && !ran(script, changeset)) {
      return false;
    }
    var execType = skip.isEmpty() ? ExecType.EXECUTED : ExecType.MARK_RAN;
    recorded(
        parsed, () -> tracking.addChangesets(List.of(changeset.ran(execType)), order, Ending.OPEN));
    return true;
  }

  private Optional<Preconditions.Skip> skip(ParsedChangelog parsed, Changeset changeset)
      throws SQLException {
    if (changeset.invalid()) {
      return Optional.of(Preconditions.Skip.MARK_RAN);
    }
    return preconditions
        .skip(parsed, changeset)
        .or(
            () ->
                changeset.forOthersOnly()
                    ? Optional.of(Preconditions.Skip.CONTINUE)
                    : Optional.empty());
  }

  private boolean ran(AutocommitScript script, Changeset changeset) throws SQLException {
    try {
      autocommit.run(script);
      return true;
    } catch (EngineException e) {
      if (changeset.mayFail() && e.fault() instanceof StatementFailed failed && failed.lasting()) {
        return false;
      }
      throw e;
    }
  }
}
