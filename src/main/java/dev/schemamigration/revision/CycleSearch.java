package dev.schemamigration.revision;

import dev.schemamigration.revision.GraphFault.Edge;
import dev.schemamigration.revision.dag.Adjacency;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.IntFunction;

/** Finds revisions that come after themselves. The answer does not depend on the load order. */
final class CycleSearch {
  private CycleSearch() {}

  /** A cycle of down revisions if there is one, else one that dependencies close. */
  static Optional<GraphFault> search(Adjacency wiring, IntFunction<String> idOf) {
    return cycle(wiring.downs, wiring.followers, idOf)
        .<GraphFault>map(members -> new GraphFault.Cycle(members, Edge.DOWN_REVISION))
        .or(
            () ->
                cycle(wiring.parents, wiring.dependents, idOf)
                    .map(members -> new GraphFault.Cycle(members, Edge.DEPENDS_ON)));
  }

  private static Optional<List<String>> cycle(
      int[][] parents, int[][] children, IntFunction<String> idOf) {
    BitSet tangled = new BitSet(parents.length);
    tangled.set(0, parents.length);
    for (int place : Adjacency.parentsFirst(parents, children)) {
      tangled.clear(place);
    }
    if (tangled.isEmpty()) {
      return Optional.empty();
    }
    Comparator<Integer> byId = Comparator.comparing(idOf::apply);
    List<Integer> path = new ArrayList<>();
    BitSet walked = new BitSet(parents.length);
    int at = tangled.stream().boxed().min(byId).orElseThrow();
    while (!walked.get(at)) {
      walked.set(at);
      path.add(at);
      at = Arrays.stream(parents[at]).filter(tangled::get).boxed().min(byId).orElseThrow();
    }
    List<String> members = new ArrayList<>();
    path.subList(path.indexOf(at), path.size()).forEach(place -> members.add(idOf.apply(place)));
    Collections.rotate(members, -members.indexOf(Collections.min(members)));
    return Optional.of(members);
  }
}
