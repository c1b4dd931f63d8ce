package dev.schemamigration.engine.offline;

import dev.schemamigration.database.session.SessionScript;
import dev.schemamigration.database.tracking.ArchiveEntry;
import dev.schemamigration.database.tracking.ChangelogRow;
import dev.schemamigration.database.tracking.ExecType;
import dev.schemamigration.database.tracking.RevisionState;
import dev.schemamigration.database.tracking.TrackingScript;
import dev.schemamigration.engine.changelog.Changeset;
import dev.schemamigration.engine.changelog.ParsedChangelog;
import dev.schemamigration.engine.statement.RevisionRecorder;
import dev.schemamigration.revision.Revision;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * Writes the lines that apply, undo or record one revision, with the transactions and the records
 * of a run over a connection. A record ends under the search_path of the migrations.
 */
public final class RevisionScript {
  private final SessionScript session;
  private final TrackingScript tracking;
  private final ScriptStatements statements;
  private final AutocommitStatements autocommit;

  RevisionScript(
      SessionScript session,
      TrackingScript tracking,
      ScriptStatements statements,
      AutocommitStatements autocommit) {
    this.session = session;
    this.tracking = tracking;
    this.statements = statements;
    this.autocommit = autocommit;
  }

  /**
   * Returns the keys of the changesets that applying a revision records.
   *
   * @throws dev.schemamigration.engine.fault.EngineException when only the database can tell
   */
  public static List<String> recorded(ParsedChangelog parsed) {
    return parsed.changesets().stream()
        .filter(it -> !it.forOthersOnly())
        .map(Changeset::key)
        .toList();
  }

  /**
   * Writes the application of a revision.
   *
   * @param revision as the graph has it, dependencies as ids
   * @param name the {@code application_name}
   */
  public List<String> upgrade(ParsedChangelog parsed, Revision revision, String name) {
    if (!parsed.transactional()) {
      return stagedUpgrade(parsed, revision, name);
    }
    return applied(parsed, revision, name, List.of("BEGIN;"), List.of("COMMIT;"));
  }

  /** Writes the application of a revision in the open transaction. */
  public List<String> upgradeWithin(ParsedChangelog parsed, Revision revision, String name) {
    return applied(parsed, revision, name, List.of(), List.of());
  }

  private List<String> applied(
      ParsedChangelog parsed,
      Revision revision,
      String name,
      List<String> begin,
      List<String> commit) {
    ScriptStatements.refuseConditions(parsed);
    var lines = new ArrayList<>(tracking.newAttempt());
    lines.addAll(session.enterMigration());
    lines.addAll(begin);
    var ran = new ArrayList<ChangelogRow>();
    for (var changeset : parsed.changesets()) {
      apply(parsed, changeset, lines, ran);
    }
    lines.addAll(session.leaveRevision(name));
    var keys = ran.stream().map(it -> it.changeset().key()).toList();
    lines.addAll(tracking.recordApplied(entry(parsed, revision, RevisionState.APPLIED, keys), ran));
    lines.addAll(commit);
    return lines;
  }

  private void apply(
      ParsedChangelog parsed, Changeset changeset, List<String> lines, List<ChangelogRow> ran) {
    if (changeset.invalid()) {
      ran.add(changeset.ran(ExecType.MARK_RAN));
      return;
    }
    var sent = statements.up(parsed, changeset);
    if (!changeset.forOthersOnly()) {
      sent.forEach(it -> lines.addAll(PsqlText.of(it.text())));
      ran.add(changeset.ran(ExecType.EXECUTED));
    }
  }

  private List<String> stagedUpgrade(ParsedChangelog parsed, Revision revision, String name) {
    ScriptStatements.refuseConditions(parsed);
    var lines = new ArrayList<>(session.restore(name));
    lines.addAll(tracking.newAttempt());
    var all = parsed.changesets().stream().map(Changeset::key).toList();
    lines.addAll(tracking.putRevision(entry(parsed, revision, RevisionState.APPLYING, all)));
    var ran = new ArrayList<ChangelogRow>();
    for (var changeset : parsed.changesets()) {
      var recorded = new ArrayList<ChangelogRow>();
      if (changeset.transactional()) {
        lines.addAll(session.enterMigration());
        lines.add("BEGIN;");
        apply(parsed, changeset, lines, recorded);
        lines.addAll(session.restore(name));
        lines.addAll(tracking.addChangesets(recorded));
        lines.add("COMMIT;");
      } else if (changeset.invalid()) {
        recorded.add(changeset.ran(ExecType.MARK_RAN));
        lines.addAll(tracking.addChangesets(recorded));
      } else if (!changeset.forOthersOnly()) {
        recorded.add(changeset.ran(ExecType.EXECUTED));
        lines.addAll(autocommit.up(parsed, changeset, name));
        lines.addAll(session.restore(name));
        lines.addAll(tracking.addChangesets(recorded));
      }
      ran.addAll(recorded);
    }
    var keys = ran.stream().map(it -> it.changeset().key()).toList();
    lines.addAll(session.leaveRevision(name));
    lines.addAll(tracking.finishApplied(entry(parsed, revision, RevisionState.APPLIED, keys)));
    return lines;
  }

  /** Writes the downgrade of a revision. */
  public List<String> downgrade(ParsedChangelog parsed, String name) {
    if (!parsed.transactional()) {
      return stagedDowngrade(parsed, name);
    }
    return undone(parsed, name, List.of("BEGIN;"), List.of("COMMIT;"));
  }

  /** Writes the downgrade of a revision in the open transaction. */
  public List<String> downgradeWithin(ParsedChangelog parsed, String name) {
    return undone(parsed, name, List.of(), List.of());
  }

  private List<String> undone(
      ParsedChangelog parsed, String name, List<String> begin, List<String> commit) {
    var lines = new ArrayList<>(tracking.attemptOf(parsed.file().id()));
    lines.addAll(session.enterMigration());
    lines.addAll(begin);
    for (var changeset : parsed.changesets().reversed()) {
      undo(parsed, changeset, lines);
    }
    lines.addAll(session.leaveRevision(name));
    lines.addAll(tracking.recordUndone(parsed.file().id(), recorded(parsed)));
    lines.addAll(commit);
    return lines;
  }

  private void undo(ParsedChangelog parsed, Changeset changeset, List<String> lines) {
    if (!changeset.forOthersOnly()) {
      statements.down(parsed, changeset).forEach(it -> lines.addAll(PsqlText.of(it.text())));
    }
  }

  private List<String> stagedDowngrade(ParsedChangelog parsed, String name) {
    var lines = new ArrayList<>(session.restore(name));
    lines.addAll(tracking.newAttempt());
    lines.addAll(tracking.markUndoing(parsed.file().id()));
    for (var changeset : parsed.changesets().reversed()) {
      if (changeset.transactional()) {
        lines.addAll(session.enterMigration());
        lines.add("BEGIN;");
        undo(parsed, changeset, lines);
        lines.addAll(session.restore(name));
        lines.addAll(tracking.removeChangesets(List.of(changeset.key())));
        lines.add("COMMIT;");
      } else if (!changeset.forOthersOnly()) {
        lines.addAll(autocommit.down(parsed, changeset, name));
        lines.addAll(session.restore(name));
        lines.addAll(tracking.removeChangesets(List.of(changeset.key())));
      }
    }
    lines.addAll(session.leaveRevision(name));
    lines.addAll(tracking.recordUndone(parsed.file().id(), recorded(parsed)));
    return lines;
  }

  /** Writes the record of a revision that is applied without running, in the open transaction. */
  public List<String> record(ParsedChangelog parsed, Revision revision) {
    var rows =
        parsed.changesets().stream()
            .filter(it -> !it.forOthersOnly())
            .map(it -> it.ran(ExecType.EXECUTED))
            .toList();
    var lines = new ArrayList<>(tracking.newAttempt());
    lines.addAll(tracking.addChangesets(rows));
    lines.addAll(
        tracking.putRevision(entry(parsed, revision, RevisionState.APPLIED, recorded(parsed))));
    return lines;
  }

  private static ArchiveEntry entry(
      ParsedChangelog parsed, Revision revision, RevisionState state, List<String> keys) {
    return RevisionRecorder.entry(
        parsed, revision, state, TrackingScript.COMPUTED, keys, Duration.ZERO);
  }
}
