package dev.schemamigration.migration.reason;

/** What a reason means for the queue, and nothing else. */
public enum Disposition {
  /** At rest: looked at again at the interval. */
  SETTLE,
  /** Work is under way. */
  PROGRESS,
  /** Something named is not there yet: its arrival wakes the resource. */
  WAIT,
  /** Expected to pass: tried again with growing, jittered pauses, for ever. */
  RETRY,
  /** A person must act: a change of the resource or of what it names wakes it. */
  STALL;

  /** The same, of a reason that arises at {@code station}. */
  Consequence at(Stage station) {
    return new Consequence(station, this);
  }
}
