package dev.schemamigration.revision.dag;

import static dev.schemamigration.revision.dag.Slots.NONE;

import java.util.Arrays;
import java.util.BitSet;
import java.util.HashMap;
import java.util.Map;
import java.util.PriorityQueue;

/**
 * Computes the first slot from which each revision can be reached. Lines only move down, so that
 * slot only grows: it is cached, and computed again only when its line has closed or forked.
 */
final class FirstSlots {
  /** More dependents than this are kept sorted by their slot instead of being scanned each time. */
  private static final int MANY = 32;

  private static final int NOT_REACHED = Integer.MAX_VALUE;

  private final int[][] dependents;
  private final BitSet remaining;
  private final Slots slots;
  private final int[] cached;
  private final int[] forksThen;
  private final Map<Integer, PriorityQueue<Long>> sorted = new HashMap<>();
  private int[] path = new int[16];
  private int depth;

  FirstSlots(int[][] dependents, BitSet remaining, Slots slots) {
    this.dependents = dependents;
    this.remaining = remaining;
    this.slots = slots;
    this.cached = Slots.filled(dependents.length);
    this.forksThen = new int[dependents.length];
  }

  /** The first slot whose line has not yet come down to the revision. */
  int above(int node) {
    push(node);
    while (true) {
      int at = path[depth - 1];
      int first = amongDependents(at);
      if (first != NONE) {
        depth--;
        if (depth == 0) {
          return first;
        }
        cache(at, slots.slotOf(at) == NONE ? first : Math.min(first, slots.slotOf(at)));
      }
    }
  }

  /**
   * {@link Slots#NONE} when the slots of some dependents must be computed first; they are then on
   * the path.
   */
  private int amongDependents(int node) {
    return dependents[node].length > MANY ? amongMany(node) : amongFew(node);
  }

  private int amongFew(int node) {
    int first = NOT_REACHED;
    int before = depth;
    for (int above : dependents[node]) {
      if (remaining.get(above)) {
        if (isKnown(above)) {
          first = Math.min(first, cached[above]);
        } else {
          push(above);
        }
      }
    }
    return depth == before ? first : NONE;
  }

  private int amongMany(int node) {
    PriorityQueue<Long> queue = sorted.computeIfAbsent(node, this::unsorted);
    while (!queue.isEmpty()) {
      int above = queue.element().intValue();
      if (!remaining.get(above)) {
        queue.remove();
      } else if (!isKnown(above)) {
        push(above);
        return NONE;
      } else if (cached[above] == queue.element() >> Integer.SIZE) {
        return cached[above];
      } else {
        queue.remove();
        queue.add(key(cached[above], above));
      }
    }
    return NOT_REACHED;
  }

  private PriorityQueue<Long> unsorted(int node) {
    PriorityQueue<Long> queue = new PriorityQueue<>(dependents[node].length);
    for (int above : dependents[node]) {
      queue.add(key(0, above));
    }
    return queue;
  }

  private static long key(int slot, int node) {
    return ((long) slot << Integer.SIZE) | node;
  }

  private void push(int node) {
    if (depth == path.length) {
      path = Arrays.copyOf(path, 2 * depth);
    }
    path[depth++] = node;
  }

  private void cache(int node, int slot) {
    if (slot == NOT_REACHED) {
      throw new IllegalArgumentException("a wanted revision cannot be reached from the tops");
    }
    cached[node] = slot;
    forksThen[node] = slots.forks(slot);
  }

  /** Whether the line of the cached slot still leads down to this revision. */
  private boolean isKnown(int node) {
    int slot = cached[node];
    return slot != NONE && slots.revisionIn(slot) != NONE && slots.forks(slot) == forksThen[node];
  }
}
