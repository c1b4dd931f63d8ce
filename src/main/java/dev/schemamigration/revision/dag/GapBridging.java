package dev.schemamigration.revision.dag;

import java.util.BitSet;

/** Bridges what lies between wanted revisions without being wanted. */
public final class GapBridging {
  private GapBridging() {}

  /**
   * The same edges among the wanted, with one more wherever unwanted revisions lead from one to the
   * other.
   */
  public static Adjacency bridged(Adjacency wiring, BitSet wanted) {
    int[][] bridges = new int[wiring.size()][];
    for (int place = 0; place < bridges.length; place++) {
      bridges[place] = wanted.get(place) ? below(wiring, wanted, place) : new int[0];
    }
    return new Adjacency(wiring.parents, bridges);
  }

  private static int[] below(Adjacency wiring, BitSet wanted, int place) {
    BitSet found = new BitSet();
    BitSet crossed = new BitSet();
    int[] todo = new int[wiring.size()];
    int open = 0;
    todo[open++] = place;
    while (open > 0) {
      for (int parent : wiring.parents[todo[--open]]) {
        if (wanted.get(parent)) {
          found.set(parent);
        } else if (!crossed.get(parent)) {
          crossed.set(parent);
          todo[open++] = parent;
        }
      }
    }
    return found.stream().toArray();
  }
}
