package dev.schemamigration.engine.changelog;

/**
 * The purpose of parsing a changelog, on which depends which <code>${name}</code> need a value, and
 * which rules apply: those for running are for what will run, and not for what another tool has run
 * long ago.
 */
public enum ParsePurpose {
  /** It is applied: all names. */
  UPGRADE,
  /** It is undone: the names in the statements of its rollback. */
  DOWNGRADE,
  /** It is recorded as applied by another tool: all names, as they are part of the checksum. */
  RECORD,
  /** It is compared with another text of the same revision: no name. */
  COMPARISON;

  /** Whether its changes are executed. */
  boolean applies() {
    return this == UPGRADE;
  }

  /** Whether its rollback may be executed. */
  boolean undoes() {
    return this == UPGRADE || this == DOWNGRADE;
  }
}
