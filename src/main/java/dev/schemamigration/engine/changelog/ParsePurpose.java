package dev.schemamigration.engine.changelog;

/** What a changelog is parsed for, and so which of its <code>${name}</code> need a value. */
public enum ParsePurpose {
  /** To be run: all of them. */
  UPGRADE,
  /** To be undone: those that the statements hold that undo it. */
  DOWNGRADE,
  /** To be compared with another text of the same revision: none. */
  COMPARISON
}
