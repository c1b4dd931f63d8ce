package dev.schemamigration.plan;

/** What a step does with its revision. */
public enum Operation {
  /** Applies it. */
  UPGRADE,
  /** Undoes it. */
  DOWNGRADE
}
