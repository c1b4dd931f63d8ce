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
 * Which labels each revision is shown with: those it carries, those of the revisions it descends
 * from, and those of a line without forks or merges that it leads to.
 */
final class EffectiveLabels {
  private final RevisionGraph graph;
  private final Map<Integer, List<String>> labels = new HashMap<>();

  EffectiveLabels(RevisionGraph graph) {
    this.graph = graph;
    SortedMap<String, Integer> carriers = new TreeMap<>();
    for (Revision revision : graph.revisions()) {
      revision.branchLabels().forEach(label -> carriers.put(label, graph.place(revision.id())));
    }
    carriers.forEach(this::spread);
  }

  /** Sorted. */
  List<String> of(int place) {
    return List.copyOf(labels.getOrDefault(place, List.of()));
  }

  private void spread(String label, int place) {
    BitSet above = Reachability.from(place, graph.wiring().followers);
    above.stream().forEach(it -> add(label, it));
    if (above.stream().noneMatch(this::isForkOrMerge)) {
      int[] below = graph.wiring().downs[place];
      while (below.length > 0 && !isForkOrMerge(below[0])) {
        add(label, below[0]);
        below = graph.wiring().downs[below[0]];
      }
    }
  }

  private void add(String label, int place) {
    labels.computeIfAbsent(place, none -> new ArrayList<>()).add(label);
  }

  private boolean isForkOrMerge(int place) {
    return graph.wiring().dependents[place].length > 1 || graph.wiring().downs[place].length > 1;
  }
}
