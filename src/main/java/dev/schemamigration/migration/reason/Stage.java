package dev.schemamigration.migration.reason;

/** The stages of a pass, in order; each is a condition of the resource. */
public enum Stage {
  /** The revision files exist and are a valid graph. */
  SOURCE_FETCHED,
  /** The database accepts the connection. */
  DATABASE_REACHABLE,
  /** The target resolves to revisions of the graph, and the recorded state is consistent. */
  TARGET_RESOLVED,
  /** The policy allows the plan. */
  PLAN_APPROVED,
  /** The database is at the target. */
  SCHEMA_CURRENT
}
