package dev.schemamigration.revision.dag;

import java.util.Arrays;

/**
 * The lines that an ordering follows, each in its own slot. Slots keep their order while lines move
 * down, open at the end and close.
 */
final class Slots {
  static final int NONE = -1;

  private final int[] slotOf;
  private final int[] revisionIn;
  private final int[] forks;
  private final int[] next;
  private final int[] previous;
  private int opened;
  private int last = NONE;

  Slots(int revisions) {
    this.slotOf = filled(revisions);
    this.revisionIn = new int[revisions];
    this.forks = new int[revisions];
    this.next = filled(revisions);
    this.previous = filled(revisions);
  }

  static int[] filled(int size) {
    int[] values = new int[size];
    Arrays.fill(values, NONE);
    return values;
  }

  /** The slot whose line is at this revision; {@link #NONE} when no line is. */
  int slotOf(int node) {
    return slotOf[node];
  }

  /** The revision at which the slot's line is; {@link #NONE} once it is closed. */
  int revisionIn(int slot) {
    return revisionIn[slot];
  }

  boolean isEmpty() {
    return last == NONE;
  }

  void open(int node) {
    int slot = opened++;
    put(slot, node);
    previous[slot] = last;
    if (last != NONE) {
      next[last] = slot;
    }
    last = slot;
  }

  /** Removes the line from its revision. It must be put on another one or closed next. */
  void lift(int slot) {
    slotOf[revisionIn[slot]] = NONE;
    revisionIn[slot] = NONE;
  }

  void put(int slot, int node) {
    revisionIn[slot] = node;
    slotOf[node] = slot;
  }

  /** Closes a lifted slot; returns the one before it, or after it where it was the first. */
  int close(int slot) {
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

  /** Counts a fork of the line: less can be reached from it than before. */
  void fork(int slot) {
    forks[slot]++;
  }

  /** How often the line has forked; what is reachable at one count stays reachable. */
  int forks(int slot) {
    return forks[slot];
  }
}
