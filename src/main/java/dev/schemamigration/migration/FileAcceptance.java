package dev.schemamigration.migration;

import dev.schemamigration.database.tracking.ArchivedRevision;
import dev.schemamigration.database.tracking.JournalEntry;
import dev.schemamigration.database.tracking.JournalEvent;
import dev.schemamigration.database.tracking.RecordedState;
import dev.schemamigration.database.tracking.RevisionState;
import dev.schemamigration.engine.run.StampRecorder;
import dev.schemamigration.migration.planning.KnownRevisions;
import dev.schemamigration.migration.planning.StepChangelogs;
import dev.schemamigration.migration.reason.FaultException;
import dev.schemamigration.migration.reason.Reason;
import dev.schemamigration.migration.session.PassContext;
import dev.schemamigration.revision.Heads;
import dev.schemamigration.source.RevisionFile;
import java.sql.SQLException;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * Records the files of applied revisions as they are now, after an edit that somebody stands for.
 * Nothing is run; the journal keeps both checksums.
 */
final class FileAcceptance {
  private final PassContext pass;
  private final RecordedState recorded;
  private final KnownRevisions known;
  private final StepChangelogs changelogs;
  private int order;

  FileAcceptance(PassContext pass, RecordedState recorded) {
    this.pass = pass;
    this.recorded = recorded;
    this.known = KnownRevisions.of(pass.request().bundle(), recorded);
    this.changelogs = new StepChangelogs(pass.request(), recorded, pass.tracking(), pass::engine);
    this.order = recorded.lastOrder();
  }

  /**
   * Accepts the files of these revisions, in one transaction.
   *
   * @param revisions ids, or their beginnings
   * @return the heads, which stay as they are
   * @throws FaultException when one of them is not applied, or has no file in the source
   */
  Heads accept(List<String> revisions) throws SQLException {
    Set<String> ids = new LinkedHashSet<>();
    revisions.forEach(it -> ids.add(known.whole().named(it)));
    pass.session()
        .inTransaction(
            () -> {
              for (var id : ids) {
                accept(applied(id), file(id));
              }
            });
    return Heads.of(known.whole().headsOf(recorded.applied()));
  }

  private void accept(ArchivedRevision row, RevisionFile file) throws SQLException {
    order =
        StampRecorder.accept(
            pass.tracking(),
            changelogs.accepted(row, file),
            KnownRevisions.archivable(known.whole(), file.revision()),
            row,
            JournalEntry.ofRevision(
                JournalEvent.ACCEPTED,
                pass.id(),
                row.attempt(),
                row.id(),
                file.path() + ": " + row.sha256() + " before, " + file.sha256() + " now"),
            order);
  }

  private ArchivedRevision applied(String id) {
    var row = recorded.byId().get(id);
    if (row == null || row.state() != RevisionState.APPLIED) {
      throw new FaultException(
          Reason.UnknownRevision,
          "revision "
              + id
              + (row == null ? " is not applied" : " is applied in part")
              + "; only the file of an applied revision can be accepted");
    }
    return row;
  }

  private RevisionFile file(String id) {
    return pass.request()
        .bundle()
        .find(id)
        .orElseThrow(
            () ->
                new FaultException(
                    Reason.UnknownRevision,
                    "revision "
                        + id
                        + " cannot be accepted: the source has no file of it; put it back"));
  }
}
