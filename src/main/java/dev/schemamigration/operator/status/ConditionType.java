package dev.schemamigration.operator.status;

import dev.schemamigration.migration.reason.Stage;

/** The conditions of a resource, in the order in which they are listed. */
public enum ConditionType {
  Ready,
  /** Present only while true. */
  Reconciling,
  /** Present only while true, and never together with {@link #Reconciling}. */
  Stalled,
  SourceFetched,
  DatabaseReachable,
  TargetResolved,
  PlanApproved,
  SchemaCurrent;

  /** The condition of a stage. */
  public static ConditionType of(Stage stage) {
    return switch (stage) {
      case SOURCE_FETCHED -> SourceFetched;
      case DATABASE_REACHABLE -> DatabaseReachable;
      case TARGET_RESOLVED -> TargetResolved;
      case PLAN_APPROVED -> PlanApproved;
      case SCHEMA_CURRENT -> SchemaCurrent;
    };
  }
}
