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

/** Puts sets of revisions in the order in which they can be undone. */
final class RevisionOrder {
  private final RevisionGraph graph;

  RevisionOrder(RevisionGraph graph) {
    this.graph = graph;
  }

  /** Line after line, ties going to the lesser id; any set may be asked for. */
  List<String> newestFirst(Set<String> wanted) {
    BitSet places = graph.places(wanted);
    BitSet whole = Reachability.from(places, graph.wiring().parents);
    whole.and(Reachability.from(places, graph.wiring().dependents));
    int[] tops =
        places.stream()
            .filter(place -> Arrays.stream(graph.wiring().dependents[place]).noneMatch(whole::get))
            .boxed()
            .sorted(Comparator.comparing(graph::idAt))
            .mapToInt(Integer::intValue)
            .toArray();
    return ids(walk(whole, tops), places);
  }

  /** Line after line from these tops, ties going to the one loaded first. */
  List<String> newestFirst(Set<String> wanted, Collection<String> tops) {
    BitSet places = graph.places(wanted);
    return ids(walk(places, graph.places(tops).stream().toArray()), places);
  }

  /**
   * As above for a set that may have gaps; empty when a wanted revision can be reached from the
   * tops only through unwanted ones.
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
            GapBridging.bridged(graph.wiring(), wanted),
            graph.lineParents(),
            wanted,
            starts.stream().toArray());
    return Optional.of(ids(order, wanted));
  }

  private int[] walk(BitSet wanted, int[] tops) {
    return LineOrder.newestFirst(graph.wiring(), graph.lineParents(), wanted, tops);
  }

  private List<String> ids(int[] order, BitSet wanted) {
    return Arrays.stream(order).filter(wanted::get).mapToObj(graph::idAt).toList();
  }
}
