package dev.schemamigration.migration.planning;

import dev.schemamigration.database.tracking.ArchivedRevision;
import dev.schemamigration.database.tracking.ChangesetId;
import dev.schemamigration.database.tracking.RecordedState;
import dev.schemamigration.database.tracking.RevisionState;
import dev.schemamigration.database.tracking.TrackingTables;
import dev.schemamigration.engine.changelog.Changeset;
import dev.schemamigration.migration.reason.FaultException;
import dev.schemamigration.migration.reason.Reason;
import dev.schemamigration.source.Bundle;
import dev.schemamigration.source.RevisionFile;
import java.sql.SQLException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** Checks the recorded state: against itself, and against the files of the source. */
public final class RecordIntegrity {
  private static final int SHOWN = 5;

  private RecordIntegrity() {}

  /**
   * Refuses a record in which archive and Liquibase's table contradict each other.
   *
   * @throws FaultException naming the changesets that only one of them has
   */
  public static void checkRecord(RecordedState recorded) {
    if (!recorded.foreignChangesets().isEmpty()) {
      throw new FaultException(
          Reason.UnknownRevision,
          "the database records "
              + listed(recorded.foreignChangesets())
              + " as run, and neither the source nor the archive knows "
              + (recorded.foreignChangesets().size() == 1 ? "it" : "them")
              + "; find out which revision it belongs to and stamp, or take the row out of"
              + " databasechangelog");
    }
    if (!recorded.missingChangesets().isEmpty()) {
      throw new FaultException(
          Reason.UnknownRevision,
          "the archive holds "
              + listed(recorded.missingChangesets())
              + " as applied, and databasechangelog no longer has "
              + (recorded.missingChangesets().size() == 1 ? "it" : "them")
              + "; restore the rows, or stamp");
    }
  }

  /** The archived revisions whose files in the source have another checksum, with these files. */
  static Map<ArchivedRevision, RevisionFile> edited(Bundle bundle, RecordedState recorded) {
    var edited = new LinkedHashMap<ArchivedRevision, RevisionFile>();
    for (var row : recorded.revisions()) {
      bundle
          .find(row.id())
          .filter(file -> !file.sha256().equals(row.sha256()))
          .ifPresent(file -> edited.put(row, file));
    }
    return edited;
  }

  /**
   * Refuses an edit that changes what an applied changeset does. Comments, header lines and
   * rollbacks may be edited; so may changesets that were left out for their contexts or labels and,
   * in a half-applied revision, those that have not run.
   */
  static void checkEdits(
      Map<ArchivedRevision, RevisionFile> edited, StepChangelogs texts, TrackingTables tracking)
      throws SQLException {
    for (var edit : edited.entrySet()) {
      var row = edit.getKey();
      var file = edit.getValue();
      var archived = texts.archivedChangelog(row);
      var source = texts.sourceChangelog(row, file);
      var before = checksums(archived.changesets());
      var after = checksums(source.changesets());
      boolean whole = row.state() == RevisionState.APPLIED;
      var ran = whole ? row.changesets() : tracking.execTypes(row.changesets()).keySet();
      for (var key : ran) {
        var was = before.get(key);
        var is = after.get(key);
        if (was != null && !was.equals(is)) {
          throw new FaultException(
              Reason.ChecksumMismatch,
              "revision "
                  + row.id()
                  + ": file "
                  + file.path()
                  + " was edited after it had been applied: "
                  + ChangesetId.ofKey(key).described()
                  + (is == null
                      ? " (checksum " + was + ") is gone from it"
                      : " had checksum " + was + " and has " + is)
                  + "; restore the file and put the change into a new revision");
        }
      }
      var added =
          source.leftOut().stream().filter(it -> !archived.declares(it.id().key())).findFirst();
      if (whole && added.isPresent()) {
        throw new FaultException(
            Reason.ChecksumMismatch,
            "revision "
                + row.id()
                + ": file "
                + file.path()
                + " was edited after it had been applied: "
                + added.get().id().described()
                + " (checksum "
                + added.get().checksum()
                + ") is new in it; restore the file and put the change into a new revision");
      }
    }
  }

  private static Map<String, String> checksums(List<Changeset> changesets) {
    var checksums = new LinkedHashMap<String, String>();
    changesets.forEach(it -> checksums.put(it.key(), it.checksum()));
    return checksums;
  }

  /** The first five names, by kind. */
  private static String listed(List<String> keys) {
    var names =
        keys.stream()
            .limit(SHOWN)
            .map(ChangesetId::ofKey)
            .collect(
                Collectors.groupingBy(
                    ChangesetId::kind,
                    LinkedHashMap::new,
                    Collectors.mapping(ChangesetId::name, Collectors.toList())));
    return names.entrySet().stream()
            .map(RecordIntegrity::joined)
            .collect(Collectors.joining(" and "))
        + (keys.size() > SHOWN ? " and " + (keys.size() - SHOWN) + " more" : "");
  }

  private static String joined(Map.Entry<String, List<String>> names) {
    return names.getKey()
        + (names.getValue().size() == 1 ? " " : "s ")
        + String.join(", ", names.getValue());
  }
}
