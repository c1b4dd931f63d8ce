package dev.schemamigration.revision;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.Collection;
import java.util.List;
import java.util.Set;

/** Where a database stands while revisions are applied and undone one by one. */
public final class HeadMaintainer {
  private final RevisionGraph graph;
  private final BitSet applied;
  private final int[] needed;

  /**
   * Begins with these revisions applied.
   *
   * @throws RevisionException with an {@link AppliedFault} when the graph does not have one of them
   */
  public HeadMaintainer(RevisionGraph graph, Collection<String> applied) {
    this.graph = graph;
    this.applied = AppliedRevisions.places(graph, applied);
    this.needed = new int[graph.wiring().size()];
    this.applied.stream().forEach(place -> need(place, 1));
  }

  /** The applied revisions that no other applied one comes after. */
  public Set<String> heads() {
    BitSet heads = new BitSet();
    applied.stream().filter(place -> needed[place] == 0).forEach(heads::set);
    return graph.idsOf(heads);
  }

  /** Applies a revision whose parents are applied; answers the heads whose place it takes. */
  public List<String> apply(String id) {
    int place = graph.place(id);
    List<String> taken = appliedParents(place);
    applied.set(place);
    need(place, 1);
    return taken;
  }

  /** Undoes a head; answers the revisions that are heads again. */
  public List<String> undo(String id) {
    int place = graph.place(id);
    applied.clear(place);
    need(place, -1);
    return appliedParents(place);
  }

  /** Those that nothing applied comes after. */
  private List<String> appliedParents(int place) {
    List<String> found = new ArrayList<>(1);
    for (int parent : graph.wiring().parents[place]) {
      if (applied.get(parent) && needed[parent] == 0) {
        found.add(graph.idAt(parent));
      }
    }
    return found;
  }

  private void need(int place, int times) {
    for (int parent : graph.wiring().parents[place]) {
      needed[parent] += times;
    }
  }
}
