package dev.schemamigration.migration;

import dev.schemamigration.database.session.Session;
import dev.schemamigration.database.tracking.ArchivedRevision;
import dev.schemamigration.database.tracking.ExecType;
import dev.schemamigration.database.tracking.JournalEntry;
import dev.schemamigration.database.tracking.JournalEvent;
import dev.schemamigration.database.tracking.RecordedState;
import dev.schemamigration.database.tracking.TrackingTables;
import dev.schemamigration.engine.Engine;
import dev.schemamigration.engine.changelog.ParsePurpose;
import dev.schemamigration.engine.changelog.ParsedChangelog;
import dev.schemamigration.engine.changelog.Selection;
import dev.schemamigration.engine.run.StampRecorder;
import dev.schemamigration.migration.api.Request;
import dev.schemamigration.migration.planning.KnownRevisions;
import dev.schemamigration.migration.reason.FaultException;
import dev.schemamigration.migration.reason.Reason;
import dev.schemamigration.migration.session.PassContext;
import dev.schemamigration.plan.StampPlanner;
import dev.schemamigration.revision.Heads;
import dev.schemamigration.revision.RevisionGraph;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;

/**
 * Records revisions as applied, or as not applied, without running them, for {@code stamp} and
 * adoption. All rows are written in one transaction, with an entry in the journal.
 */
final class StampWriter {
  private final Request request;
  private final Session session;
  private final TrackingTables tracking;
  private final Engine engine;
  private final UUID run;

  private StampWriter(
      Request request, Session session, TrackingTables tracking, Engine engine, UUID run) {
    this.request = request;
    this.session = session;
    this.tracking = tracking;
    this.engine = engine;
    this.run = run;
  }

  /** The writer in the session of {@code pass}. */
  static StampWriter of(PassContext pass) {
    return new StampWriter(
        pass.request(), pass.session(), pass.tracking(), pass.engine(), pass.id());
  }

  /** Returns the recorded state once the tracking tables exist. */
  interface Installation {
    RecordedState installed() throws SQLException;
  }

  /**
   * Records revisions as a stamp does, in one transaction: a failed stamp must leave no tables,
   * because their existence ends the search for histories.
   *
   * @return the heads afterwards
   */
  static Heads stamp(
      PassContext pass,
      RecordedState recorded,
      Installation tables,
      List<String> targets,
      boolean purge)
      throws SQLException {
    var known = KnownRevisions.of(pass.request().bundle(), recorded);
    // A purge forgets what is recorded, and with it the heads that only the archive has.
    var graph = purge ? known.declared() : known.whole();
    var wanted =
        StampPlanner.stamp(graph, known.whole().headsOf(recorded.applied()), targets, purge);
    var stamp = of(pass);
    pass.session()
        .inTransaction(
            () ->
                stamp.record(
                    graph,
                    tables.installed(),
                    wanted,
                    id -> UUID.randomUUID(),
                    Map.of(),
                    JournalEvent.STAMPED,
                    ""));
    return Heads.of(graph.headsOf(wanted));
  }

  /**
   * Records exactly the revisions {@code wanted} as applied.
   *
   * @param attempts identifies the application of each revision that is added
   * @param execTypes of changesets by key, where they differ from EXECUTED
   * @param event of the journal entry
   * @param detail begin of the text of the journal entry
   * @throws FaultException when a revision to be recorded has no file
   */
  void record(
      RevisionGraph graph,
      RecordedState recorded,
      Set<String> wanted,
      Function<String, UUID> attempts,
      Map<String, ExecType> execTypes,
      JournalEvent event,
      String detail)
      throws SQLException {
    var added = new ArrayList<ParsedChangelog>();
    for (var id : graph.oldestFirst(wanted)) {
      if (!recorded.applied().contains(id)) {
        added.add(changelog(id, execTypes.keySet()));
      }
    }
    var removed = recorded.revisions().stream().filter(it -> !wanted.contains(it.id())).toList();
    session.inTransaction(
        () -> {
          removed(removed);
          added(graph, recorded, added, attempts, execTypes);
          tracking.journal(
              JournalEntry.ofRun(event, run, detail + Heads.of(graph.headsOf(wanted))));
        });
  }

  /**
   * The changelog of a revision to be recorded.
   *
   * @param ran keys of changesets that have run, whatever their contexts and labels are
   */
  private ParsedChangelog changelog(String id, Set<String> ran) {
    var file =
        request
            .bundle()
            .find(id)
            .orElseThrow(
                () ->
                    new FaultException(
                        Reason.UnknownRevision,
                        "revision "
                            + id
                            + " cannot be recorded as applied: the source has no file of it"));
    return engine.parse(
        file,
        request.bundle().resources(),
        request.parameters(),
        Selection.of(request.filter()).and(ran),
        ParsePurpose.RECORD);
  }

  private void removed(List<ArchivedRevision> rows) throws SQLException {
    for (var row : rows) {
      tracking.removeChangesets(row.changesets(), TrackingTables.Ending.OPEN);
      tracking.removeRevision(row.id());
    }
  }

  private void added(
      RevisionGraph graph,
      RecordedState recorded,
      List<ParsedChangelog> changelogs,
      Function<String, UUID> attempts,
      Map<String, ExecType> execTypes)
      throws SQLException {
    int order = recorded.lastOrder();
    for (var changelog : changelogs) {
      var revision = KnownRevisions.archivable(graph, changelog.file().revision());
      order =
          StampRecorder.write(
              tracking, changelog, revision, attempts.apply(revision.id()), execTypes, order);
    }
  }
}
