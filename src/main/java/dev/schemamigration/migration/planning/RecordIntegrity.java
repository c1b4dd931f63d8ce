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
import java.util.Optional;
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
      if (bundle.isEdited(row.id(), row.sha256())) {
        bundle.find(row.id()).ifPresent(file -> edited.put(row, file));
      }
    }
    return edited;
  }

  /**
   * Refuses an edit that changes what an applied changeset does. Comments, header lines and
   * rollbacks may be edited; so may a changeset that declares its former checksum as valid, those
   * that were left out for their contexts or labels and, in a half-applied revision, those that
   * have not run.
   */
  static void checkEdits(
      Map<ArchivedRevision, RevisionFile> edited, StepChangelogs texts, TrackingTables tracking)
      throws SQLException {
    for (var edit : edited.entrySet()) {
      var row = edit.getKey();
      var file = edit.getValue();
      var archived = texts.archivedChangelog(row);
      var source = texts.sourceChangelog(row, file);
      var before = byKey(archived.changesets());
      var after = byKey(source.changesets());
      boolean whole = row.state() == RevisionState.APPLIED;
      var ran = whole ? row.changesets() : tracking.execTypes(row.changesets()).keySet();
      for (var key : ran) {
        if (before.containsKey(key)) {
          checkEdit(row, file, before.get(key), Optional.ofNullable(after.get(key)));
        }
      }
      var added =
          source.leftOut().stream().filter(it -> !archived.declares(it.id().key())).findFirst();
      if (whole && added.isPresent()) {
        throw edited(
            row,
            file,
            added.get().id().key(),
            " (checksum " + added.get().checksum() + ") is new in it",
            "");
      }
    }
  }

  private static void checkEdit(
      ArchivedRevision row, RevisionFile file, Changeset before, Optional<Changeset> after) {
    var was = before.checksum();
    if (after.isEmpty()) {
      throw edited(row, file, before.key(), " (checksum " + was + ") is gone from it", "");
    }
    var is = after.get().checksum();
    if (!was.equals(is) && !after.get().declaresValid(was)) {
      throw edited(
          row,
          file,
          before.key(),
          " had checksum " + was + " and has " + is,
          before.plainScript() ? "" : "add validCheckSum " + was + " to the changeset, or ");
    }
  }

  private static FaultException edited(
      ArchivedRevision row, RevisionFile file, String key, String what, String declare) {
    return new FaultException(
        Reason.ChecksumMismatch,
        "revision "
            + row.id()
            + ": file "
            + file.path()
            + " was edited after it had been applied: "
            + ChangesetId.ofKey(key).described()
            + what
            + "; restore the file and put the change into a new revision"
            + (row.state() == RevisionState.APPLIED
                ? "; where the edit changes nothing, " + declare + "stamp the revision with accept"
                : ""));
  }

  private static Map<String, Changeset> byKey(List<Changeset> changesets) {
    var byKey = new LinkedHashMap<String, Changeset>();
    changesets.forEach(it -> byKey.put(it.key(), it));
    return byKey;
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
