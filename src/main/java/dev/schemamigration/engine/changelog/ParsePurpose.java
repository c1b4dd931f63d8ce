package dev.schemamigration.engine.changelog;

/** The purpose of parsing a changelog, on which depends which <code>${name}</code> need a value. */
public enum ParsePurpose {
  /** It is applied: all of them. */
  UPGRADE,
  /** It is undone: those in the statements of its rollback. */
  DOWNGRADE,
  /** It is compared with another text of the same revision: none. */
  COMPARISON
}
