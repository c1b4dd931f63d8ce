package dev.schemamigration.revision;

import java.util.BitSet;
import java.util.List;
import java.util.Map;
import java.util.SequencedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * Which labels each revision is shown with: those it carries, those of the revisions it descends
 * from, and those of a line without forks or merges that it leads to.
 */
final class EffectiveLabels {
  private final RevisionGraph graph;
  private final Map<Integer, SequencedSet<String>> labels = new TreeMap<>();

  EffectiveLabels(RevisionGraph graph) {
    this.graph = graph;
    for (Revision revision : graph.revisions()) {
      for (String label : revision.branchLabels()) {
        spread(label, graph.place(revision.id()));
      }
    }
  }

  List<String> of(int place) {
    return List.copyOf(labels.getOrDefault(place, new TreeSet<>()));
  }

  private void spread(String label, int place) {
    BitSet above = Reach.from(place, graph.wiring().followers);
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
    labels.computeIfAbsent(place, none -> new TreeSet<>()).add(label);
  }

  private boolean isForkOrMerge(int place) {
    return graph.wiring().dependents[place].length > 1 || graph.wiring().downs[place].length > 1;
  }
}
