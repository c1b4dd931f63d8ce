package dev.schemamigration.revision;

import dev.schemamigration.revision.dag.Reachability;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Computes the labels that each revision is shown with: its own, those of the revisions it descends
 * from, and those of a line without forks or merges that it leads to.
 */
final class EffectiveLabels {
  private final RevisionGraph graph;
  private final Map<Integer, List<String>> labels = new HashMap<>();

  EffectiveLabels(RevisionGraph graph) {
    this.graph = graph;
    SortedMap<String, Integer> carriers = new TreeMap<>();
    for (Revision revision : graph.revisions()) {
      revision.branchLabels().forEach(label -> carriers.put(label, graph.node(revision.id())));
    }
    carriers.forEach(this::spread);
  }

  /** Sorted. */
  List<String> of(int node) {
    return List.copyOf(labels.getOrDefault(node, List.of()));
  }

  private void spread(String label, int node) {
    BitSet above = Reachability.from(node, graph.adjacency().followers);
    above.stream().forEach(it -> add(label, it));
    if (above.stream().noneMatch(this::isForkOrMerge)) {
      int[] below = graph.adjacency().downs[node];
      while (below.length > 0 && !isForkOrMerge(below[0])) {
        add(label, below[0]);
        below = graph.adjacency().downs[below[0]];
      }
    }
  }

  private void add(String label, int node) {
    labels.computeIfAbsent(node, none -> new ArrayList<>()).add(label);
  }

  private boolean isForkOrMerge(int node) {
    return graph.adjacency().dependents[node].length > 1
        || graph.adjacency().downs[node].length > 1;
  }
}
