package dev.schemamigration.revision.dag;

import java.util.BitSet;

/**
 * Computes the nodes that can be reached from others along one kind of edge. Iterative: depth costs
 * no stack.
 */
public final class Reachability {
  private Reachability() {}

  /** The starts and every node that edges lead to from them. */
  public static BitSet from(BitSet starts, int[][] edges) {
    BitSet seen = (BitSet) starts.clone();
    int[] todo = new int[Math.max(edges.length, 1)];
    int open = 0;
    for (int start = starts.nextSetBit(0); start >= 0; start = starts.nextSetBit(start + 1)) {
      todo[open++] = start;
    }
    while (open > 0) {
      for (int next : edges[todo[--open]]) {
        if (!seen.get(next)) {
          seen.set(next);
          todo[open++] = next;
        }
      }
    }
    return seen;
  }

  public static BitSet from(int start, int[][] edges) {
    BitSet starts = new BitSet(edges.length);
    starts.set(start);
    return from(starts, edges);
  }

  /**
   * The nodes that edges lead to from the starts; a start only where they lead to it from another
   * one.
   */
  public static BitSet beyond(BitSet starts, int[][] edges) {
    BitSet next = new BitSet(edges.length);
    for (int start = starts.nextSetBit(0); start >= 0; start = starts.nextSetBit(start + 1)) {
      for (int end : edges[start]) {
        next.set(end);
      }
    }
    return from(next, edges);
  }
}
