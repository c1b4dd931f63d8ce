package dev.schemamigration.plan;

/** Which way a plan goes. */
public enum Direction {
  /** It only applies. */
  UPGRADE,
  /** It undoes something; it may apply something afterwards. */
  DOWNGRADE,
  /** There is nothing to do. */
  NONE
}
