package dev.schemamigration.migration.planning;

import dev.schemamigration.database.tracking.ArchivedRevision;
import dev.schemamigration.database.tracking.RecordedState;
import dev.schemamigration.database.tracking.RevisionState;
import dev.schemamigration.migration.api.AppliedHistory;
import dev.schemamigration.migration.reason.FaultException;
import dev.schemamigration.migration.reason.Reason;
import dev.schemamigration.revision.GraphFault;
import dev.schemamigration.revision.Revision;
import dev.schemamigration.revision.RevisionException;
import dev.schemamigration.revision.RevisionGraph;
import dev.schemamigration.source.Bundle;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The revisions of source and archive together. The source has precedence: it defines the heads,
 * and its description of a revision is used where both have one; the archive adds the revisions
 * that the source no longer has.
 *
 * @param declared the revisions of the source and those archived ones on which they depend
 * @param whole all revisions
 */
public record KnownRevisions(RevisionGraph declared, RevisionGraph whole) {

  /**
   * Merges source and archive.
   *
   * @throws FaultException when the result is no valid graph
   */
  public static KnownRevisions of(Bundle bundle, RecordedState recorded) {
    try {
      return of(sourceRevisions(bundle, recorded), recorded);
    } catch (RevisionException e) {
      throw e.fault() instanceof GraphFault fault
          ? new FaultException(Reason.InvalidGraph, bundle.named(fault).message())
          : e;
    }
  }

  private static KnownRevisions of(List<Revision> revisions, RecordedState recorded) {
    var source = new LinkedHashMap<String, Revision>();
    revisions.forEach(it -> source.put(it.id(), it));
    var archived = lost(source, recorded);
    if (archived.isEmpty()) {
      var graph = RevisionGraph.of(revisions);
      return new KnownRevisions(graph, graph);
    }
    var needed = needed(source, archived);
    var declared = new ArrayList<>(revisions);
    declared.addAll(needed.values());
    var whole = new ArrayList<>(revisions);
    whole.addAll(archived.values());
    return new KnownRevisions(RevisionGraph.of(declared), RevisionGraph.of(whole));
  }

  private static List<Revision> sourceRevisions(Bundle bundle, RecordedState recorded) {
    var archived = new HashMap<String, Revision>();
    recorded.revisions().forEach(it -> archived.put(it.id(), it.revision()));
    return bundle.revisionsBeside(archived);
  }

  /** Revisions of the archive only, without labels that the source gives to another revision. */
  private static Map<String, Revision> lost(Map<String, Revision> source, RecordedState recorded) {
    Set<String> taken = new HashSet<>(source.keySet());
    source.values().forEach(it -> taken.addAll(it.branchLabels()));
    var lost = new LinkedHashMap<String, Revision>();
    for (var archived : recorded.revisions()) {
      var revision = archived.revision();
      if (!source.containsKey(revision.id())) {
        var labels = revision.branchLabels().stream().filter(taken::add).toList();
        lost.put(
            revision.id(),
            new Revision(
                revision.id(),
                revision.downRevisions(),
                labels,
                revision.dependsOn(),
                revision.message()));
      }
    }
    return lost;
  }

  private static Map<String, Revision> needed(
      Map<String, Revision> source, Map<String, Revision> archived) {
    var needed = new LinkedHashMap<String, Revision>();
    var open = new ArrayList<>(source.values());
    while (!open.isEmpty()) {
      var revision = open.removeLast();
      var before = new ArrayList<>(revision.downRevisions());
      before.addAll(revision.dependsOn());
      for (var id : before) {
        var lost = archived.get(id);
        if (lost != null && needed.putIfAbsent(id, lost) == null) {
          open.add(lost);
        }
      }
    }
    return needed;
  }

  /** What of them is recorded as applied. */
  AppliedHistory history(RecordedState recorded) {
    var labels = new HashMap<String, String>();
    whole.revisions().forEach(it -> it.branchLabels().forEach(label -> labels.put(label, it.id())));
    var ids =
        recorded.revisions().stream()
            .filter(it -> it.state() == RevisionState.APPLIED)
            .map(ArchivedRevision::id)
            // The text that all databases of a source share.
            .map(id -> whole.find(id).map(Revision::id).orElse(id))
            .toList();
    return new AppliedHistory(ids, labels);
  }

  /** A revision as the archive stores it: as declared, with dependencies as ids. */
  public static Revision archivable(RevisionGraph graph, Revision revision) {
    var dependencies =
        graph.parentsOf(revision.id()).stream()
            .filter(it -> !revision.downRevisions().contains(it))
            .toList();
    return new Revision(
        revision.id(),
        revision.downRevisions(),
        revision.branchLabels(),
        dependencies,
        revision.message());
  }
}
