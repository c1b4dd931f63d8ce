package dev.schemamigration.revision;

import dev.schemamigration.revision.dag.GapBridging;
import dev.schemamigration.revision.dag.LineOrder;
import dev.schemamigration.revision.dag.Reachability;
import java.util.Arrays;
import java.util.BitSet;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Orders sets of revisions so that they can be undone one after the other. */
final class RevisionOrder {
  private final RevisionGraph graph;

  RevisionOrder(RevisionGraph graph) {
    this.graph = graph;
  }

  /** Line after line; ties go to the lesser id. Any set may be ordered. */
  List<String> newestFirst(Set<String> wanted) {
    BitSet nodes = graph.nodes(wanted);
    BitSet whole = Reachability.from(nodes, graph.adjacency().parents);
    whole.and(Reachability.from(nodes, graph.adjacency().dependents));
    int[] tops =
        nodes.stream()
            .filter(node -> Arrays.stream(graph.adjacency().dependents[node]).noneMatch(whole::get))
            .boxed()
            .sorted(Comparator.comparing(graph::idAt))
            .mapToInt(Integer::intValue)
            .toArray();
    return ids(walk(whole, tops), nodes);
  }

  /** Line after line from these tops; ties go to the one loaded first. */
  List<String> newestFirst(Set<String> wanted, Collection<String> tops) {
    BitSet nodes = graph.nodes(wanted);
    return ids(walk(nodes, graph.nodes(tops).stream().toArray()), nodes);
  }

  /**
   * Like {@link #newestFirst(Set, Collection)}, for a set that may have gaps; empty when a wanted
   * revision can be reached from the tops only through unwanted ones.
   */
  Optional<List<String>> newestFirstAcrossGaps(BitSet wanted, BitSet tops) {
    BitSet starts = (BitSet) tops.clone();
    starts.and(wanted);
    int[][] within = new int[wanted.length()][];
    Arrays.setAll(
        within, it -> Arrays.stream(graph.lineParents()[it]).filter(wanted::get).toArray());
    if (!Reachability.from(starts, within).equals(wanted)) {
      return Optional.empty();
    }
    int[] order =
        LineOrder.newestFirst(
            GapBridging.bridged(graph.adjacency(), wanted),
            graph.lineParents(),
            wanted,
            starts.stream().toArray());
    return Optional.of(ids(order, wanted));
  }

  private int[] walk(BitSet wanted, int[] tops) {
    return LineOrder.newestFirst(graph.adjacency(), graph.lineParents(), wanted, tops);
  }

  private List<String> ids(int[] order, BitSet wanted) {
    return Arrays.stream(order).filter(wanted::get).mapToObj(graph::idAt).toList();
  }
}
