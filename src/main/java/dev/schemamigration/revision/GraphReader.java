package dev.schemamigration.revision;

import dev.schemamigration.revision.GraphFault.Edge;
import dev.schemamigration.revision.GraphFault.IllegalName.Kind;
import dev.schemamigration.revision.dag.Adjacency;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Validates what revision files declare and builds the nodes and edges of a graph. */
final class GraphReader {
  private static final int[] NOWHERE = {};
  private static final String RESERVED_IN_IDS = "@:,+-";
  private static final String RESERVED_IN_LABELS = "@:,+";

  private final List<Revision> revisions;
  final Map<String, Integer> nodes;
  final Map<String, Integer> labels = new HashMap<>();

  private GraphReader(List<Revision> revisions) {
    this.revisions = revisions;
    this.nodes = HashMap.newHashMap(revisions.size());
  }

  /**
   * Validates the names; the edges follow in {@link #adjacency()}.
   *
   * @throws RevisionException with the first fault found
   */
  static GraphReader read(List<Revision> revisions) {
    GraphReader reader = new GraphReader(revisions);
    for (Revision revision : revisions) {
      reader.refuseSelfLoop(revision);
      reader.refuseIllegalName(Kind.ID, revision.id(), revision, RESERVED_IN_IDS);
    }
    for (int node = 0; node < revisions.size(); node++) {
      reader.addId(node);
    }
    for (int node = 0; node < revisions.size(); node++) {
      reader.addLabels(node);
    }
    return reader;
  }

  /**
   * The edges between the nodes.
   *
   * @throws RevisionException when a parent does not exist or edges form a cycle
   */
  Adjacency adjacency() {
    int[][] dependencies = edges(Edge.DEPENDS_ON);
    Adjacency adjacency = new Adjacency(edges(Edge.DOWN_REVISION), dependencies);
    CycleSearch.search(adjacency, node -> revisions.get(node).id())
        .ifPresent(
            cycle -> {
              throw cycle.asException();
            });
    return adjacency;
  }

  private void refuseSelfLoop(Revision revision) {
    if (revision.downRevisions().contains(revision.id())) {
      throw new GraphFault.SelfLoop(revision.id(), Edge.DOWN_REVISION).asException();
    }
    if (revision.dependsOn().contains(revision.id())) {
      throw new GraphFault.SelfLoop(revision.id(), Edge.DEPENDS_ON).asException();
    }
  }

  private void refuseIllegalName(Kind kind, String name, Revision revision, String reserved) {
    if (name.isEmpty()) {
      throw illegal(kind, name, revision, "is empty");
    }
    if (TargetSymbol.WORDS.contains(name)) {
      throw illegal(kind, name, revision, "is a word of the target language");
    }
    for (int i = 0; i < name.length(); i++) {
      char character = name.charAt(i);
      if (reserved.indexOf(character) >= 0 || Character.isWhitespace(character)) {
        throw illegal(kind, name, revision, "contains \"" + character + "\", which it must not");
      }
    }
  }

  private static RevisionException illegal(
      Kind kind, String name, Revision revision, String complaint) {
    return new GraphFault.IllegalName(kind, name, revision.id(), complaint).asException();
  }

  private void addId(int node) {
    String id = revisions.get(node).id();
    if (nodes.putIfAbsent(id, node) != null) {
      throw new GraphFault.DuplicateId(id).asException();
    }
  }

  private void addLabels(int node) {
    Revision revision = revisions.get(node);
    for (String label : revision.branchLabels()) {
      refuseIllegalName(Kind.LABEL, label, revision, RESERVED_IN_LABELS);
      Integer holder = nodes.getOrDefault(label, labels.get(label));
      if (holder == null) {
        labels.put(label, node);
      } else {
        throw new GraphFault.LabelTaken(label, revision.id(), revisions.get(holder).id())
            .asException();
      }
    }
  }

  private int[][] edges(Edge edge) {
    int[][] edges = new int[revisions.size()][];
    for (int node = 0; node < edges.length; node++) {
      edges[node] = edges(revisions.get(node), node, edge);
    }
    return edges;
  }

  private int[] edges(Revision revision, int node, Edge edge) {
    List<String> names =
        edge == Edge.DOWN_REVISION ? revision.downRevisions() : revision.dependsOn();
    if (names.isEmpty()) {
      return NOWHERE;
    }
    int[] ends = new int[names.size()];
    for (int i = 0; i < ends.length; i++) {
      ends[i] = end(revision, node, edge, names.get(i));
    }
    return ends.length == 1 ? ends : Arrays.stream(ends).distinct().toArray();
  }

  private int end(Revision revision, int node, Edge edge, String name) {
    Integer end = nodes.get(name);
    if (end == null && edge == Edge.DEPENDS_ON) {
      end = labels.get(name);
    }
    if (end == null) {
      throw new GraphFault.UnknownParent(revision.id(), name, edge).asException();
    }
    if (end == node) {
      throw new GraphFault.SelfLoop(revision.id(), edge).asException();
    }
    return end;
  }
}
