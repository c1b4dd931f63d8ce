package dev.schemamigration.migration.reason;

/** The stations of the pass, in order; each is a condition on the resource. */
public enum Stage {
  /** The revision files are there and make a valid graph. */
  SOURCE_FETCHED,
  /** The database answers and lets us in. */
  DATABASE_REACHABLE,
  /** The target names revisions of the graph and the recorded state fits it. */
  TARGET_RESOLVED,
  /** The plan may run. */
  PLAN_APPROVED,
  /** The database stands where the target says. */
  SCHEMA_CURRENT
}
