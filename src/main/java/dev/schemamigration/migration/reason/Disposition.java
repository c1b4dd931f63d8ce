package dev.schemamigration.migration.reason;

/** What the work queue does with a resource after a reason. */
public enum Disposition {
  /** Done: inspected again after the interval. */
  SETTLE,
  /** Work is under way. */
  PROGRESS,
  /** A referenced object does not exist: its creation triggers a reconcile. */
  WAIT,
  /** Transient: retried without end, with growing, jittered delays. */
  RETRY,
  /** A person must act: a change of the resource or a referenced object triggers a reconcile. */
  STALL;

  /** The consequence of a reason that arises at {@code stage}. */
  Consequence at(Stage stage) {
    return new Consequence(stage, this);
  }
}
