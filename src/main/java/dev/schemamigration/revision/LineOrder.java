package dev.schemamigration.revision;

import java.util.Arrays;
import java.util.BitSet;

/**
 * Puts revisions newest first, one line of history after the other: from each top it walks down its
 * line, leaves it for another as soon as the revision at hand is still needed there, and goes back
 * to the line before when one ends. Parents and dependencies always come after what needs them.
 *
 * <p>Each line being walked holds a slot. Slots keep their order; a line that forks downwards takes
 * its first way in its own slot and opens new slots at the end for the others. Where a line is
 * blocked, the first slot from which the revision can still be reached goes next. That slot only
 * ever grows, so it is remembered for each revision and computed again only after it was lost.
 */
final class LineOrder {
  private static final int NONE = -1;

  private final Wiring wiring;
  private final int[][] lineParents;
  private final BitSet left;
  private final int[] needed;
  private final int[] slotOf;
  private final int[] firstSlot;
  private final int[] firstSlotForks;
  private final int[] revisionIn;
  private final int[] forks;
  private final int[] next;
  private final int[] previous;
  private int[] path = new int[16];
  private int opened;
  private int last = NONE;

  private LineOrder(Wiring wiring, int[][] lineParents, BitSet wanted) {
    int size = wiring.size();
    this.wiring = wiring;
    this.lineParents = lineParents;
    this.left = (BitSet) wanted.clone();
    this.needed = new int[size];
    this.slotOf = filled(size);
    this.firstSlot = filled(size);
    this.firstSlotForks = new int[size];
    this.revisionIn = new int[size];
    this.forks = new int[size];
    this.next = filled(size);
    this.previous = filled(size);
    for (int place = left.nextSetBit(0); place >= 0; place = left.nextSetBit(place + 1)) {
      for (int parent : wiring.parents[place]) {
        needed[parent]++;
      }
    }
  }

  /**
   * The wanted revisions that can be reached from the tops, newest first.
   *
   * @param wanted a set without gaps: what lies between two of its members is a member
   * @param tops where the lines begin, in the order in which they are to be walked
   */
  static int[] newestFirst(Wiring wiring, int[][] lineParents, BitSet wanted, int[] tops) {
    LineOrder order = new LineOrder(wiring, lineParents, wanted);
    for (int top : tops) {
      if (order.left.get(top) && order.slotOf[top] == NONE) {
        order.open(top);
      }
    }
    return order.walk(new int[wanted.cardinality()]);
  }

  private int[] walk(int[] result) {
    int length = 0;
    int slot = opened == 0 ? NONE : 0;
    while (slot != NONE) {
      int place = revisionIn[slot];
      if (needed[place] > 0) {
        slot = firstSlotAbove(place);
      } else {
        result[length++] = place;
        slot = advance(slot, place);
      }
    }
    return Arrays.copyOf(result, length);
  }

  /** Takes the line one revision down; answers the slot to go on with. */
  private int advance(int slot, int place) {
    left.clear(place);
    slotOf[place] = NONE;
    int wantedParents = 0;
    for (int parent : wiring.parents[place]) {
      needed[parent]--;
      wantedParents += left.get(parent) ? 1 : 0;
    }
    if (wantedParents > 1) {
      forks[slot]++;
    }
    revisionIn[slot] = NONE;
    for (int parent : lineParents[place]) {
      if (left.get(parent) && slotOf[parent] == NONE) {
        if (revisionIn[slot] == NONE) {
          revisionIn[slot] = parent;
          slotOf[parent] = slot;
        } else {
          open(parent);
        }
      }
    }
    return revisionIn[slot] == NONE ? close(slot) : slot;
  }

  private void open(int place) {
    int slot = opened++;
    revisionIn[slot] = place;
    slotOf[place] = slot;
    previous[slot] = last;
    if (last != NONE) {
      next[last] = slot;
    }
    last = slot;
  }

  private int close(int slot) {
    if (previous[slot] != NONE) {
      next[previous[slot]] = next[slot];
    }
    if (next[slot] != NONE) {
      previous[next[slot]] = previous[slot];
    } else {
      last = previous[slot];
    }
    return previous[slot] != NONE ? previous[slot] : next[slot];
  }

  private int firstSlotAbove(int place) {
    int depth = 0;
    path[depth++] = place;
    int found = Integer.MAX_VALUE;
    while (depth > 0) {
      int at = path[depth - 1];
      int first = at == place || slotOf[at] == NONE ? Integer.MAX_VALUE : slotOf[at];
      int before = depth;
      for (int above : wiring.dependents[at]) {
        if (left.get(above)) {
          if (known(above)) {
            first = Math.min(first, firstSlot[above]);
          } else {
            if (depth == path.length) {
              path = Arrays.copyOf(path, 2 * depth);
            }
            path[depth++] = above;
          }
        }
      }
      if (depth == before) {
        depth--;
        if (at == place) {
          found = first;
        } else {
          firstSlot[at] = first;
          firstSlotForks[at] = forks[first];
        }
      }
    }
    return found;
  }

  /** Whether the remembered slot still walks a line that leads down to this revision. */
  private boolean known(int place) {
    int slot = firstSlot[place];
    return slot != NONE && revisionIn[slot] != NONE && forks[slot] == firstSlotForks[place];
  }

  private static int[] filled(int size) {
    int[] values = new int[size];
    Arrays.fill(values, NONE);
    return values;
  }
}
