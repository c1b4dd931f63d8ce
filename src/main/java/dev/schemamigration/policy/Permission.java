package dev.schemamigration.policy;

/** How a kind of plan is treated. */
public enum Permission {
  /** It runs. */
  ALLOW,
  /** It runs once its hash has been approved. */
  APPROVE,
  /** It is refused. */
  DENY
}
