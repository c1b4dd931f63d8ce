package dev.schemamigration.engine.run;

import dev.schemamigration.database.tracking.ArchivedRevision;
import dev.schemamigration.database.tracking.ExecType;
import dev.schemamigration.database.tracking.JournalEntry;
import dev.schemamigration.database.tracking.RevisionState;
import dev.schemamigration.database.tracking.TrackingTables;
import dev.schemamigration.engine.changelog.Changeset;
import dev.schemamigration.engine.changelog.ParsedChangelog;
import dev.schemamigration.engine.statement.RevisionRecorder;
import dev.schemamigration.revision.Revision;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Map;
import java.util.UUID;

/** Records a revision as applied that was not executed here. */
public final class StampRecorder {
  private StampRecorder() {}

  /**
   * Records {@code changelog} as applied, in the open transaction. Rows that Liquibase itself wrote
   * for the same changesets stay.
   *
   * @param revision to be archived
   * @param attempt identifies this application of the revision
   * @param execTypes of changesets by key, where they differ from EXECUTED: what was only marked as
   *     run must not be undone
   * @param lastOrder highest ORDEREXECUTED so far
   * @return the highest ORDEREXECUTED afterwards
   */
  public static int write(
      TrackingTables tracking,
      ParsedChangelog changelog,
      Revision revision,
      UUID attempt,
      Map<String, ExecType> execTypes,
      int lastOrder)
      throws SQLException {
    var recorded =
        tracking.execTypes(changelog.changesets().stream().map(Changeset::key).toList()).keySet();
    var changesets =
        changelog.changesets().stream()
            .filter(it -> !it.forOthersOnly() || recorded.contains(it.key()))
            .toList();
    var keys = changesets.stream().map(Changeset::key).toList();
    var rows =
        changesets.stream()
            .filter(it -> !recorded.contains(it.key()))
            .map(it -> it.ran(execTypes.getOrDefault(it.key(), ExecType.EXECUTED)))
            .toList();
    tracking.addChangesets(rows, lastOrder + 1, TrackingTables.Ending.OPEN);
    tracking.putRevision(
        RevisionRecorder.entry(
            changelog, revision, RevisionState.APPLIED, attempt, keys, Duration.ZERO));
    return lastOrder + rows.size();
  }

  /**
   * Records {@code changelog} as the text of a revision that is applied, in the open transaction.
   *
   * @param revision to be archived
   * @param row of the archive
   * @param lastOrder highest ORDEREXECUTED so far
   * @return the highest ORDEREXECUTED afterwards
   */
  public static int accept(
      TrackingTables tracking,
      ParsedChangelog changelog,
      Revision revision,
      ArchivedRevision row,
      JournalEntry why,
      int lastOrder)
      throws SQLException {
    var changesets = changelog.changesets();
    var keys = changesets.stream().map(Changeset::key).toList();
    tracking.accept(
        RevisionRecorder.entry(
            changelog, revision, row.state(), row.attempt(), keys, Duration.ZERO),
        changesets.stream().map(it -> it.ran(ExecType.EXECUTED)).toList(),
        row.changesets(),
        lastOrder + 1,
        why);
    return lastOrder + changesets.size();
  }
}
