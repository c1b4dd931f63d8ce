package dev.schemamigration.revision;

import dev.schemamigration.revision.GraphFault.Edge;
import dev.schemamigration.revision.GraphFault.IllegalName.Kind;
import dev.schemamigration.revision.dag.Adjacency;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Judges what revision files declare and turns it into a graph's places and edges. */
final class GraphReader {
  private static final Set<String> RESERVED = Set.of("head", "heads", "base", "current");
  private static final int[] NOWHERE = {};
  private static final String TAKEN_IN_IDS = "@:,+-";
  private static final String TAKEN_IN_LABELS = "@:,+";

  private final List<Revision> revisions;
  final Map<String, Integer> places;
  final Map<String, Integer> labels = new HashMap<>();

  private GraphReader(List<Revision> revisions) {
    this.revisions = revisions;
    this.places = HashMap.newHashMap(revisions.size());
  }

  /**
   * Reads names first, then edges.
   *
   * @throws RevisionException with the first fault found
   */
  static GraphReader read(List<Revision> revisions) {
    GraphReader reader = new GraphReader(revisions);
    for (Revision revision : revisions) {
      reader.refuseSelfLoop(revision);
      reader.refuseIllegalName(Kind.ID, revision.id(), revision, TAKEN_IN_IDS);
    }
    for (int place = 0; place < revisions.size(); place++) {
      reader.placeId(place);
    }
    for (int place = 0; place < revisions.size(); place++) {
      reader.placeLabels(place);
    }
    return reader;
  }

  /**
   * The edges between the places.
   *
   * @throws RevisionException where one leads nowhere or back to where it began
   */
  Adjacency wiring() {
    int[][] dependencies = edges(Edge.DEPENDS_ON);
    Adjacency wiring = new Adjacency(edges(Edge.DOWN_REVISION), dependencies);
    CycleSearch.search(wiring, place -> revisions.get(place).id())
        .ifPresent(
            cycle -> {
              throw cycle.asException();
            });
    return wiring;
  }

  private void refuseSelfLoop(Revision revision) {
    if (revision.downRevisions().contains(revision.id())) {
      throw new GraphFault.SelfLoop(revision.id(), Edge.DOWN_REVISION).asException();
    }
    if (revision.dependsOn().contains(revision.id())) {
      throw new GraphFault.SelfLoop(revision.id(), Edge.DEPENDS_ON).asException();
    }
  }

  private void refuseIllegalName(Kind kind, String name, Revision revision, String taken) {
    if (name.isEmpty()) {
      throw illegal(kind, name, revision, "is empty");
    }
    if (RESERVED.contains(name)) {
      throw illegal(kind, name, revision, "is a word of the target language");
    }
    for (int i = 0; i < name.length(); i++) {
      char character = name.charAt(i);
      if (taken.indexOf(character) >= 0 || Character.isWhitespace(character)) {
        throw illegal(kind, name, revision, "contains \"" + character + "\", which it must not");
      }
    }
  }

  private static RevisionException illegal(
      Kind kind, String name, Revision revision, String complaint) {
    return new GraphFault.IllegalName(kind, name, revision.id(), complaint).asException();
  }

  private void placeId(int place) {
    String id = revisions.get(place).id();
    if (places.putIfAbsent(id, place) != null) {
      throw new GraphFault.DuplicateId(id).asException();
    }
  }

  private void placeLabels(int place) {
    Revision revision = revisions.get(place);
    for (String label : revision.branchLabels()) {
      refuseIllegalName(Kind.LABEL, label, revision, TAKEN_IN_LABELS);
      Integer holder = places.getOrDefault(label, labels.get(label));
      if (holder == null) {
        labels.put(label, place);
      } else {
        throw new GraphFault.LabelTaken(label, revision.id(), revisions.get(holder).id())
            .asException();
      }
    }
  }

  private int[][] edges(Edge edge) {
    int[][] edges = new int[revisions.size()][];
    for (int place = 0; place < edges.length; place++) {
      edges[place] = edges(revisions.get(place), place, edge);
    }
    return edges;
  }

  private int[] edges(Revision revision, int place, Edge edge) {
    List<String> names =
        edge == Edge.DOWN_REVISION ? revision.downRevisions() : revision.dependsOn();
    if (names.isEmpty()) {
      return NOWHERE;
    }
    int[] ends = new int[names.size()];
    for (int i = 0; i < ends.length; i++) {
      ends[i] = end(revision, place, edge, names.get(i));
    }
    return ends.length == 1 ? ends : Arrays.stream(ends).distinct().toArray();
  }

  private int end(Revision revision, int place, Edge edge, String name) {
    Integer end = places.get(name);
    if (end == null && edge == Edge.DEPENDS_ON) {
      end = labels.get(name);
    }
    if (end == null) {
      throw new GraphFault.UnknownParent(revision.id(), name, edge).asException();
    }
    if (end == place) {
      throw new GraphFault.SelfLoop(revision.id(), edge).asException();
    }
    return end;
  }
}
