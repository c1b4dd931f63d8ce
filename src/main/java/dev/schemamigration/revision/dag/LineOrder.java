package dev.schemamigration.revision.dag;

import static dev.schemamigration.revision.dag.Slots.NONE;

import java.util.BitSet;

/**
 * Puts revisions newest first, one line of history after the other: from each top it walks down its
 * line, leaves it for another as soon as the revision at hand is still needed there, and goes back
 * to the line before when one ends. Parents and dependencies always come after what needs them.
 *
 * <p>A line that forks downwards takes its first way in its own slot and opens new slots at the end
 * for the others. Where a line is blocked, the first slot from which the revision can still be
 * reached goes next.
 */
public final class LineOrder {
  private final Adjacency wiring;
  private final int[][] lineParents;
  private final BitSet left;
  private final int[] needed;
  private final Slots slots;
  private final FirstSlots firstSlots;

  private LineOrder(Adjacency wiring, int[][] lineParents, BitSet wanted) {
    this.wiring = wiring;
    this.lineParents = lineParents;
    this.left = (BitSet) wanted.clone();
    this.needed = new int[wiring.size()];
    this.slots = new Slots(wiring.size());
    this.firstSlots = new FirstSlots(wiring.dependents, left, slots);
    for (int place = left.nextSetBit(0); place >= 0; place = left.nextSetBit(place + 1)) {
      for (int parent : wiring.parents[place]) {
        needed[parent]++;
      }
    }
  }

  /**
   * The wanted revisions, newest first.
   *
   * @param lineParents what a line goes down to, for each revision
   * @param wanted a set without gaps: what lies between two of its members is a member
   * @param tops where the lines begin, in the order in which they are to be walked; all that is
   *     wanted can be reached from them
   */
  public static int[] newestFirst(
      Adjacency wiring, int[][] lineParents, BitSet wanted, int[] tops) {
    LineOrder order = new LineOrder(wiring, lineParents, wanted);
    for (int top : tops) {
      if (order.left.get(top) && order.slots.slotOf(top) == NONE) {
        order.slots.open(top);
      }
    }
    return order.walk(new int[wanted.cardinality()]);
  }

  private int[] walk(int[] result) {
    int length = 0;
    int slot = 0;
    while (!slots.isEmpty()) {
      int place = slots.revisionIn(slot);
      if (needed[place] > 0) {
        slot = firstSlots.above(place);
      } else {
        result[length++] = place;
        slot = advance(slot, place);
      }
    }
    if (length < result.length) {
      throw new IllegalArgumentException("some wanted revisions cannot be reached from the tops");
    }
    return result;
  }

  /** Takes the line one revision down; answers the slot to go on with. */
  private int advance(int slot, int place) {
    left.clear(place);
    slots.lift(slot);
    int wantedParents = 0;
    for (int parent : wiring.parents[place]) {
      needed[parent]--;
      wantedParents += left.get(parent) ? 1 : 0;
    }
    if (wantedParents > 1) {
      slots.fork(slot);
    }
    for (int parent : lineParents[place]) {
      if (left.get(parent) && slots.slotOf(parent) == NONE) {
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
