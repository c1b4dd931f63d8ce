package dev.schemamigration.revision.dag;

import static dev.schemamigration.revision.dag.Slots.NONE;

import java.util.BitSet;

/**
 * Orders revisions newest first, one line of history after the other: from each top it follows the
 * line downwards, switches to another line as soon as the current revision is still needed there,
 * and returns to the previous line when one ends. Parents and dependencies always come after the
 * revisions that depend on them.
 *
 * <p>A line that forks downwards keeps its slot for the first parent and opens new slots at the end
 * for the others. Where a line is blocked, the first slot from which the revision can still be
 * reached is next.
 */
public final class LineOrder {
  private final Adjacency adjacency;
  private final int[][] lineParents;
  private final BitSet remaining;
  private final int[] needed;
  private final Slots slots;
  private final FirstSlots firstSlots;

  private LineOrder(Adjacency adjacency, int[][] lineParents, BitSet wanted) {
    this.adjacency = adjacency;
    this.lineParents = lineParents;
    this.remaining = (BitSet) wanted.clone();
    this.needed = new int[adjacency.size()];
    this.slots = new Slots(adjacency.size());
    this.firstSlots = new FirstSlots(adjacency.dependents, remaining, slots);
    for (int node = remaining.nextSetBit(0); node >= 0; node = remaining.nextSetBit(node + 1)) {
      for (int parent : adjacency.parents[node]) {
        needed[parent]++;
      }
    }
  }

  /**
   * The wanted revisions, newest first.
   *
   * @param lineParents the nodes that a line follows downwards, for each node
   * @param wanted a set without gaps: every revision between two members is a member
   * @param tops the first nodes of the lines, in the order in which they are followed; every wanted
   *     node can be reached from them
   */
  public static int[] newestFirst(
      Adjacency adjacency, int[][] lineParents, BitSet wanted, int[] tops) {
    LineOrder order = new LineOrder(adjacency, lineParents, wanted);
    for (int top : tops) {
      if (order.remaining.get(top) && order.slots.slotOf(top) == NONE) {
        order.slots.open(top);
      }
    }
    return order.walk(new int[wanted.cardinality()]);
  }

  private int[] walk(int[] result) {
    int length = 0;
    int slot = 0;
    while (!slots.isEmpty()) {
      int node = slots.revisionIn(slot);
      if (needed[node] > 0) {
        slot = firstSlots.above(node);
      } else {
        result[length++] = node;
        slot = advance(slot, node);
      }
    }
    if (length < result.length) {
      throw new IllegalArgumentException("some wanted revisions cannot be reached from the tops");
    }
    return result;
  }

  /** Moves the line one revision down; returns the next slot. */
  private int advance(int slot, int node) {
    remaining.clear(node);
    slots.lift(slot);
    int wantedParents = 0;
    for (int parent : adjacency.parents[node]) {
      needed[parent]--;
      wantedParents += remaining.get(parent) ? 1 : 0;
    }
    if (wantedParents > 1) {
      slots.fork(slot);
    }
    for (int parent : lineParents[node]) {
      if (remaining.get(parent) && slots.slotOf(parent) == NONE) {
        if (slots.revisionIn(slot) == NONE) {
          slots.put(slot, parent);
        } else {
          slots.open(parent);
        }
      }
    }
    return slots.revisionIn(slot) == NONE ? slots.close(slot) : slot;
  }
}
