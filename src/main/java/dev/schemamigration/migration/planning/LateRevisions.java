package dev.schemamigration.migration.planning;

import dev.schemamigration.database.tracking.RecordedState;
import dev.schemamigration.migration.reason.FaultException;
import dev.schemamigration.migration.reason.Reason;
import dev.schemamigration.revision.RevisionException;
import dev.schemamigration.revision.TargetFault;
import dev.schemamigration.source.Bundle;
import dev.schemamigration.source.RevisionFile;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Files that came late to a folder without headers: their numbers put them below a revision that
 * has been applied without them, so that the folder, which is linear, has two heads in this
 * database. Pure.
 */
final class LateRevisions {
  private final Bundle bundle;
  private final RecordedState recorded;

  /** Late files by id, with the applied revision above each of them. */
  private final Map<String, String> late = new LinkedHashMap<>();

  private LateRevisions(Bundle bundle, RecordedState recorded) {
    this.bundle = bundle;
    this.recorded = recorded;
  }

  /**
   * Explains a target that means several heads because of late files.
   *
   * @throws FaultException naming the first of them, and what to do
   */
  static void explain(Bundle bundle, RecordedState recorded, RevisionException ambiguous) {
    if (ambiguous.fault() instanceof TargetFault.SeveralHeads) {
      var revisions = new LateRevisions(bundle, recorded);
      revisions.find();
      revisions.late.entrySet().stream()
          .findFirst()
          .ifPresent(
              it -> {
                throw revisions.fault(it.getKey(), it.getValue());
              });
    }
  }

  private void find() {
    var archived = recorded.byId();
    for (var row : recorded.revisions()) {
      bundle
          .find(row.id())
          .filter(file -> file.takesArchivedParents(row.revision()))
          .ifPresent(
              file -> {
                for (var parent : file.revision().downRevisions()) {
                  if (!archived.containsKey(parent)) {
                    late.putIfAbsent(parent, row.id());
                  }
                }
              });
    }
  }

  private FaultException fault(String id, String applied) {
    var path = bundle.find(id).map(RevisionFile::path).orElse(id);
    return new FaultException(
        Reason.AmbiguousTarget,
        "revision "
            + id
            + " ("
            + path
            + ") came late: "
            + applied
            + " has been applied before it; give it a number above "
            + bundle.files().getLast().id()
            + ", or a header with \"revision: "
            + id
            + "\" and \"down_revision: "
            + applied
            + "\"");
  }
}
