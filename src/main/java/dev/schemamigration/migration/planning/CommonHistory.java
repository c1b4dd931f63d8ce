package dev.schemamigration.migration.planning;

import dev.schemamigration.database.tracking.ArchivedRevision;
import dev.schemamigration.database.tracking.RecordedState;
import dev.schemamigration.migration.api.Goal;
import dev.schemamigration.migration.reason.FaultException;
import dev.schemamigration.migration.reason.PassFault;
import dev.schemamigration.revision.DeclaredTarget;
import dev.schemamigration.revision.FixedTarget;
import dev.schemamigration.source.Bundle;
import dev.schemamigration.source.RevisionFile;
import java.util.List;

/**
 * Checks that source and database belong to each other. The archive could undo the whole database
 * of another application, to which a resource was led by a wrong Secret. Pure.
 */
final class CommonHistory {
  private CommonHistory() {}

  /**
   * Refuses a source and a database that have no revision in common, unless the goal says in words
   * how far the archived ones are to be undone. What a file of the source follows or depends on is
   * in common as well: older files may have been taken out of the source.
   *
   * <p>Ids alone are compared. Where two applications both number their files, {@link
   * RecordIntegrity} finds the other texts, before any plan is made.
   *
   * @throws FaultException naming the revisions of both
   */
  static void check(Bundle bundle, KnownRevisions known, RecordedState recorded, Goal goal) {
    var archived = recorded.revisions().stream().map(ArchivedRevision::id).toList();
    if (archived.isEmpty()
        || archived.stream().anyMatch(known.declared().ids()::contains)
        || namesArchived(known, goal)) {
      return;
    }
    throw new FaultException(
        new PassFault.NothingInCommon(
            bundle.name(), archived, bundle.files().stream().map(RevisionFile::id).toList()));
  }

  /** Whether the goal names nothing but base and archived revisions. */
  private static boolean namesArchived(KnownRevisions known, Goal goal) {
    return switch (goal) {
      case Goal.Upgrade upgrade -> false;
      case Goal.Downgrade downgrade -> namesArchived(known, List.of(downgrade.target()));
      case Goal.Declared declared ->
          namesArchived(known, DeclaredTarget.parse(declared.target()).parts());
    };
  }

  private static boolean namesArchived(KnownRevisions known, List<String> targets) {
    return targets.stream()
        .allMatch(
            it ->
                it.equals("base")
                    || FixedTarget.is(known.whole(), it) && !FixedTarget.is(known.declared(), it));
  }
}
