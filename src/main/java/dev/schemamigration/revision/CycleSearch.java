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

/** Finds cycles in a graph. The result does not depend on the load order. */
final class CycleSearch {
  private CycleSearch() {}

  /** A cycle of down revisions if there is one, else one that contains dependencies. */
  static Optional<GraphFault> search(Adjacency adjacency, IntFunction<String> idOf) {
    return cycle(adjacency.downs, adjacency.followers, idOf)
        .<GraphFault>map(members -> new GraphFault.Cycle(members, Edge.DOWN_REVISION))
        .or(
            () ->
                cycle(adjacency.parents, adjacency.dependents, idOf)
                    .map(members -> new GraphFault.Cycle(members, Edge.DEPENDS_ON)));
  }

  private static Optional<List<String>> cycle(
      int[][] parents, int[][] children, IntFunction<String> idOf) {
    BitSet cyclic = new BitSet(parents.length);
    cyclic.set(0, parents.length);
    for (int node : Adjacency.parentsFirst(parents, children)) {
      cyclic.clear(node);
    }
    if (cyclic.isEmpty()) {
      return Optional.empty();
    }
    Comparator<Integer> byId = Comparator.comparing(idOf::apply);
    List<Integer> path = new ArrayList<>();
    BitSet visited = new BitSet(parents.length);
    int at = cyclic.stream().boxed().min(byId).orElseThrow();
    while (!visited.get(at)) {
      visited.set(at);
      path.add(at);
      at = Arrays.stream(parents[at]).filter(cyclic::get).boxed().min(byId).orElseThrow();
    }
    List<String> members = new ArrayList<>();
    path.subList(path.indexOf(at), path.size()).forEach(node -> members.add(idOf.apply(node)));
    Collections.rotate(members, -members.indexOf(Collections.min(members)));
    return Optional.of(members);
  }
}
