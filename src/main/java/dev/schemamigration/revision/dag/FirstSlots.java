package dev.schemamigration.revision.dag;

import static dev.schemamigration.revision.dag.Slots.NONE;

import java.util.Arrays;
import java.util.BitSet;
import java.util.HashMap;
import java.util.Map;
import java.util.PriorityQueue;

/**
 * From which slot each revision can first be reached. As lines only ever move down, that slot only
 * ever grows; so it is remembered, and found again only when its line has closed or forked.
 */
final class FirstSlots {
  /** So many dependents are kept sorted by their slot instead of being looked through each time. */
  private static final int MANY = 32;

  private static final int NOT_REACHED = Integer.MAX_VALUE;

  private final int[][] dependents;
  private final BitSet left;
  private final Slots slots;
  private final int[] remembered;
  private final int[] forksThen;
  private final Map<Integer, PriorityQueue<Long>> sorted = new HashMap<>();
  private int[] path = new int[16];
  private int depth;

  FirstSlots(int[][] dependents, BitSet left, Slots slots) {
    this.dependents = dependents;
    this.left = left;
    this.slots = slots;
    this.remembered = Slots.filled(dependents.length);
    this.forksThen = new int[dependents.length];
  }

  /** The first slot whose line still has to come down to the revision. */
  int above(int place) {
    push(place);
    while (true) {
      int at = path[depth - 1];
      int first = amongDependents(at);
      if (first != NONE) {
        depth--;
        if (depth == 0) {
          return first;
        }
        remember(at, slots.slotOf(at) == NONE ? first : Math.min(first, slots.slotOf(at)));
      }
    }
  }

  /** {@link Slots#NONE} when some of them must be looked at before; they are then on the path. */
  private int amongDependents(int place) {
    return dependents[place].length > MANY ? amongMany(place) : amongFew(place);
  }

  private int amongFew(int place) {
    int first = NOT_REACHED;
    int before = depth;
    for (int above : dependents[place]) {
      if (left.get(above)) {
        if (isKnown(above)) {
          first = Math.min(first, remembered[above]);
        } else {
          push(above);
        }
      }
    }
    return depth == before ? first : NONE;
  }

  private int amongMany(int place) {
    PriorityQueue<Long> queue = sorted.computeIfAbsent(place, this::unsorted);
    while (!queue.isEmpty()) {
      int above = queue.element().intValue();
      if (!left.get(above)) {
        queue.remove();
      } else if (!isKnown(above)) {
        push(above);
        return NONE;
      } else if (remembered[above] == queue.element() >> Integer.SIZE) {
        return remembered[above];
      } else {
        queue.remove();
        queue.add(key(remembered[above], above));
      }
    }
    return NOT_REACHED;
  }

  private PriorityQueue<Long> unsorted(int place) {
    PriorityQueue<Long> queue = new PriorityQueue<>(dependents[place].length);
    for (int above : dependents[place]) {
      queue.add(key(0, above));
    }
    return queue;
  }

  private static long key(int slot, int place) {
    return ((long) slot << Integer.SIZE) | place;
  }

  private void push(int place) {
    if (depth == path.length) {
      path = Arrays.copyOf(path, 2 * depth);
    }
    path[depth++] = place;
  }

  private void remember(int place, int slot) {
    if (slot == NOT_REACHED) {
      throw new IllegalArgumentException("a wanted revision cannot be reached from the tops");
    }
    remembered[place] = slot;
    forksThen[place] = slots.forks(slot);
  }

  /** Whether the remembered slot still walks a line that leads down to this revision. */
  private boolean isKnown(int place) {
    int slot = remembered[place];
    return slot != NONE && slots.revisionIn(slot) != NONE && slots.forks(slot) == forksThen[place];
  }
}
