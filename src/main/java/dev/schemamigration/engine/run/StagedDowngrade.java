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
import dev.schemamigration.engine.fault.AutocommitFault.EditedHalfway;
import dev.schemamigration.engine.fault.EngineException;
import dev.schemamigration.engine.statement.RevisionRecorder;
import dev.schemamigration.plan.Operation;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

/**
 * Undoes a revision that cannot be one transaction: changeset by changeset, newest first, each
 * removed from the record once it is rolled back. See {@link StagedUpgrade}.
 */
public final class StagedDowngrade {
  private final Session session;
  private final TrackingTables tracking;
  private final ChangesetRunner changesets;
  private final AutocommitScripts scripts;
  private final AutocommitRunner autocommit;
  private final UUID run;

  public StagedDowngrade(
      Session session,
      TrackingTables tracking,
      ChangesetRunner changesets,
      AutocommitScripts scripts,
      AutocommitRunner autocommit,
      UUID run) {
    this.session = session;
    this.tracking = tracking;
    this.changesets = changesets;
    this.scripts = scripts;
    this.autocommit = autocommit;
    this.run = run;
  }

  /**
   * Abandons a downgrade that was begun: a changeset that it has begun to roll back is rolled back
   * to its end, the others stay, those included on which its statements had no effect.
   */
  void abandon(ParsedChangelog parsed, ArchivedRevision undoing) throws SQLException {
    var types = types(parsed);
    var journal = tracking.statements(undoing.attempt());
    for (var changeset : parsed.changesets().reversed()) {
      var type = types.get(changeset.key());
      if (type != null
          && (type == ExecType.FAILED
              || journal.containsKey(changeset.key())
                  && !untouched(parsed, changeset, undoing.attempt(), journal))) {
        down(parsed, changeset, undoing.attempt(), journal, type);
      }
    }
  }

  private boolean untouched(
      ParsedChangelog parsed,
      Changeset changeset,
      UUID attempt,
      Map<String, NavigableMap<Integer, StatementRecord>> journal)
      throws SQLException {
    return autocommit.untouched(
        scripts.of(parsed, Operation.DOWNGRADE, changeset, attempt, journal));
  }

  /** Undoes a revision, continues an unfinished downgrade, or undoes what an upgrade applied. */
  void undo(ParsedChangelog parsed, ArchivedRevision recorded, int lastOrder) throws SQLException {
    var attempt = recorded.attempt();
    if (recorded.state() != RevisionState.UNDOING) {
      attempt = UUID.randomUUID();
      var inFlight =
          recorded.state() == RevisionState.APPLYING
              ? inFlight(parsed, recorded)
              : List.<ChangelogRow>of();
      var mark = attempt;
      recorded(parsed, () -> tracking.markUndoing(recorded.id(), mark, inFlight, lastOrder + 1));
    }
    var types = types(parsed);
    var journal = tracking.statements(attempt);
    for (var changeset : parsed.changesets().reversed()) {
      var type = types.get(changeset.key());
      if (type != null) {
        down(parsed, changeset, attempt, journal, type);
      }
    }
    var last = attempt;
    var row =
        JournalEntry.ofRevision(
            JournalEvent.UNDONE, run, attempt, recorded.id(), recorded.sha256());
    recorded(parsed, () -> tracking.recordUndone(recorded.changesets(), last, row, Ending.OPEN));
  }

  private Map<String, ExecType> types(ParsedChangelog parsed) throws SQLException {
    return tracking.execTypes(parsed.changesets().stream().map(Changeset::key).toList());
  }

  /**
   * Returns rows for the changesets whose statements took effect without being recorded; they are
   * recorded before they are rolled back.
   */
  private List<ChangelogRow> inFlight(ParsedChangelog parsed, ArchivedRevision recorded)
      throws SQLException {
    var ran = types(parsed);
    var journal = tracking.statements(recorded.attempt());
    requireKept(recorded.id(), Set.copyOf(recorded.changesets()), journal);
    var inFlight = new ArrayList<ChangelogRow>();
    for (var changeset : parsed.changesets()) {
      if (!changeset.transactional() && !ran.containsKey(changeset.key())) {
        var script = scripts.of(parsed, Operation.UPGRADE, changeset, recorded.attempt(), journal);
        if (!script.begun()) {
          autocommit.clear(script);
        } else {
          execType(script).ifPresent(it -> inFlight.add(changeset.ran(it)));
        }
      }
    }
    return inFlight;
  }

  /**
   * Returns the type with which a changeset is recorded of which some statements took effect. Its
   * rollback is written for all of them: where it does not need the rest, or the rest cannot be
   * executed, the changeset counts as failed; otherwise the rest is executed first.
   */
  private Optional<ExecType> execType(AutocommitScript script) throws SQLException {
    int taken = autocommit.settle(script);
    var rest = script.statements().subList(taken, script.statements().size());
    if (taken == 0) {
      return Optional.empty();
    }
    if (rest.isEmpty()) {
      return Optional.of(ExecType.EXECUTED);
    }
    boolean dispensable = rest.stream().noneMatch(it -> it.kind().neededByRollback());
    if (dispensable || script.failed(rest.getFirst())) {
      return Optional.of(ExecType.FAILED);
    }
    autocommit.run(script);
    return Optional.of(ExecType.EXECUTED);
  }

  /** Requires that every changeset of which statements may have had an effect is in the file. */
  static void requireKept(
      String revision,
      Set<String> keys,
      Map<String, NavigableMap<Integer, StatementRecord>> journal) {
    for (var rows : journal.entrySet()) {
      boolean ran = rows.getValue().values().stream().anyMatch(StatementRecord::mayHaveRun);
      if (ran && !keys.contains(rows.getKey())) {
        throw new EngineException(
            new EditedHalfway(revision, "changeset " + rows.getKey(), rows.getValue().firstKey()));
      }
    }
  }

  private static void recorded(ParsedChangelog parsed, Session.SqlWork record) {
    RevisionRecorder.write(parsed.file().id(), Operation.DOWNGRADE, record);
  }

  private void down(
      ParsedChangelog parsed,
      Changeset changeset,
      UUID attempt,
      Map<String, NavigableMap<Integer, StatementRecord>> journal,
      ExecType type)
      throws SQLException {
    boolean executed = type.executed();
    var key = List.of(changeset.key());
    if (changeset.transactional()) {
      session.enterMigration();
      session.inTransaction(
          () -> {
            if (executed) {
              changesets.down(parsed, changeset);
            }
            recorded(parsed, () -> tracking.removeChangesets(key, Ending.COMMITTED));
          });
      return;
    }
    if (executed) {
      autocommit.run(scripts.of(parsed, Operation.DOWNGRADE, changeset, attempt, journal));
    } else if (type == ExecType.FAILED) {
      autocommit.runPartly(scripts.of(parsed, Operation.DOWNGRADE, changeset, attempt, journal));
    }
    recorded(parsed, () -> tracking.removeChangesets(key, Ending.OPEN));
  }
}
