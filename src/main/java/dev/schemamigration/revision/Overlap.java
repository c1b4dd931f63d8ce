package dev.schemamigration.revision;

import java.util.BitSet;
import java.util.List;
import java.util.Optional;

/** A revision named together with others that it already contains. */
record Overlap(String revision, List<String> contained) {

  /** The first overlap among these, if there is one. */
  static Optional<Overlap> find(RevisionGraph graph, BitSet named) {
    int[][] parents = graph.wiring().parents;
    if (!Reach.beyond(named, parents).intersects(named)) {
      return Optional.empty();
    }
    return named.stream()
        .mapToObj(
            place -> {
              BitSet contained = Reach.from(place, parents);
              contained.clear(place);
              contained.and(named);
              return new Overlap(graph.idAt(place), List.copyOf(graph.idsOf(contained)));
            })
        .filter(overlap -> !overlap.contained().isEmpty())
        .findFirst();
  }
}
