package dev.schemamigration.policy;

/** How plans of a kind are treated. */
public enum Permission {
  /** They run. */
  ALLOW,
  /** They run once their hash has been approved. */
  APPROVE,
  /** They are refused. */
  DENY
}
