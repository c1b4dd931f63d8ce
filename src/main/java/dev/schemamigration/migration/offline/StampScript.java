package dev.schemamigration.migration.offline;

import dev.schemamigration.database.session.SessionScript;
import dev.schemamigration.database.tracking.JournalEvent;
import dev.schemamigration.engine.changelog.ParsePurpose;
import dev.schemamigration.engine.changelog.ParsedChangelog;
import dev.schemamigration.engine.changelog.Selection;
import dev.schemamigration.engine.offline.OfflineEngine;
import dev.schemamigration.migration.api.Request;
import dev.schemamigration.migration.planning.KnownRevisions;
import dev.schemamigration.revision.Heads;
import dev.schemamigration.revision.RevisionGraph;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** Writes scripts that record revisions without running them. */
final class StampScript {
  private final Request request;
  private final RevisionGraph graph;
  private final OfflineEngine engine;
  private final ScriptFrame frame;

  StampScript(Request request, RevisionGraph graph, OfflineEngine engine) {
    this.request = request;
    this.graph = graph;
    this.engine = engine;
    this.frame = new ScriptFrame(request);
  }

  /**
   * Writes a stamp.
   *
   * @param wanted ids of the revisions that are recorded afterwards, and no others
   */
  List<String> of(ScriptRange from, Set<String> wanted) {
    var end = Heads.of(graph.headsOf(wanted));
    var tracking = frame.tracking();
    var added =
        graph.oldestFirst(wanted).stream()
            .filter(it -> !from.applied().contains(it))
            .map(this::parse)
            .toList();
    var removed = from.applied().stream().filter(it -> !wanted.contains(it)).toList();
    var lines =
        new ArrayList<>(frame.begin("stamp " + from.heads() + " -> " + end, from, List.of(), 0));
    lines.add("BEGIN;");
    if (from.heads().isBase()) {
      lines.addAll(tracking.install(SessionScript.FIRST_SCHEMA));
    }
    removed.forEach(it -> lines.addAll(tracking.forget(it)));
    var scripts = engine.revisions(frame.session(), tracking, Duration.ZERO);
    for (var changelog : added) {
      lines.add(ScriptFrame.comment("Stamp " + changelog.file().id()));
      lines.addAll(
          scripts.record(changelog, KnownRevisions.archivable(graph, changelog.file().revision())));
    }
    lines.addAll(tracking.journal(JournalEvent.STAMPED, end.toString()));
    lines.add("COMMIT;");
    lines.addAll(frame.end());
    return lines;
  }

  private ParsedChangelog parse(String revision) {
    return engine.parse(
        request.bundle(),
        request.bundle().find(revision).orElseThrow(),
        request.parameters(),
        Selection.of(request.filter()),
        ParsePurpose.RECORD);
  }
}
