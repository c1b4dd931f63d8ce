package dev.schemamigration.revision.dag;

import java.util.Arrays;

/**
 * The lines that an order walks, each in a slot of its own. Slots keep their order while lines move
 * on, begin at the end and close.
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

  /** The slot whose line has come to this revision; {@link #NONE} when none has. */
  int slotOf(int place) {
    return slotOf[place];
  }

  /** The revision that the slot's line has come to; {@link #NONE} once it is closed. */
  int revisionIn(int slot) {
    return revisionIn[slot];
  }

  boolean isEmpty() {
    return last == NONE;
  }

  void open(int place) {
    int slot = opened++;
    put(slot, place);
    previous[slot] = last;
    if (last != NONE) {
      next[last] = slot;
    }
    last = slot;
  }

  /** Lets the line leave its revision. It must be put to another one, or closed. */
  void lift(int slot) {
    slotOf[revisionIn[slot]] = NONE;
    revisionIn[slot] = NONE;
  }

  void put(int slot, int place) {
    revisionIn[slot] = place;
    slotOf[place] = slot;
  }

  /** Closes a lifted slot; answers the one before it, or after it where it was the first. */
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

  /** Notes that the line had other ways to go, so that less can be reached from it. */
  void fork(int slot) {
    forks[slot]++;
  }

  /** How often the line has forked; what could be reached at one count still can. */
  int forks(int slot) {
    return forks[slot];
  }
}
