package dev.schemamigration.revision.dag;

import java.util.BitSet;

/** Adds edges that bridge the revisions between wanted ones that are not wanted themselves. */
public final class GapBridging {
  private GapBridging() {}

  /**
   * The edges among the wanted revisions, with one more wherever unwanted ones lead from one to the
   * other.
   */
  public static Adjacency bridged(Adjacency adjacency, BitSet wanted) {
    int[][] bridges = new int[adjacency.size()][];
    for (int node = 0; node < bridges.length; node++) {
      bridges[node] = wanted.get(node) ? below(adjacency, wanted, node) : new int[0];
    }
    return new Adjacency(adjacency.parents, bridges);
  }

  private static int[] below(Adjacency adjacency, BitSet wanted, int node) {
    BitSet found = new BitSet();
    BitSet visited = new BitSet();
    int[] todo = new int[adjacency.size()];
    int open = 0;
    todo[open++] = node;
    while (open > 0) {
      for (int parent : adjacency.parents[todo[--open]]) {
        if (wanted.get(parent)) {
          found.set(parent);
        } else if (!visited.get(parent)) {
          visited.set(parent);
          todo[open++] = parent;
        }
      }
    }
    return found.stream().toArray();
  }
}
