package dev.schemamigration.revision;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.Collection;
import java.util.List;
import java.util.Set;

/** Maintains the heads of a database while revisions are applied and undone one by one. */
public final class HeadMaintainer {
  private final RevisionGraph graph;
  private final BitSet applied;
  private final int[] needed;

  /**
   * Starts with these revisions applied.
   *
   * @throws RevisionException with an {@link AppliedFault} when the graph does not have one of them
   */
  public HeadMaintainer(RevisionGraph graph, Collection<String> applied) {
    this.graph = graph;
    this.applied = AppliedRevisions.nodes(graph, applied);
    this.needed = new int[graph.adjacency().size()];
    this.applied.stream().forEach(node -> need(node, 1));
  }

  /** The applied revisions that no other applied one comes after. */
  public Set<String> heads() {
    BitSet heads = new BitSet();
    applied.stream().filter(node -> needed[node] == 0).forEach(heads::set);
    return graph.idsOf(heads);
  }

  /** Applies a revision whose parents are applied; returns the heads that it replaces. */
  public List<String> apply(String id) {
    int node = graph.node(id);
    List<String> replaced = appliedParents(node);
    applied.set(node);
    need(node, 1);
    return replaced;
  }

  /** Undoes a head; returns the revisions that become heads again. */
  public List<String> undo(String id) {
    int node = graph.node(id);
    applied.clear(node);
    need(node, -1);
    return appliedParents(node);
  }

  /** The applied parents that no applied revision comes after. */
  private List<String> appliedParents(int node) {
    List<String> found = new ArrayList<>(1);
    for (int parent : graph.adjacency().parents[node]) {
      if (applied.get(parent) && needed[parent] == 0) {
        found.add(graph.idAt(parent));
      }
    }
    return found;
  }

  private void need(int node, int times) {
    for (int parent : graph.adjacency().parents[node]) {
      needed[parent] += times;
    }
  }
}
