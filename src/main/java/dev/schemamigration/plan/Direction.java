package dev.schemamigration.plan;

/** The direction of a plan. */
public enum Direction {
  /** It only applies. */
  UPGRADE,
  /** It undoes something; it may apply something afterwards. */
  DOWNGRADE,
  /** There is nothing to do. */
  NONE
}
