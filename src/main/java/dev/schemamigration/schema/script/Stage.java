package dev.schemamigration.schema.script;

/** The parts of a script that need a transaction, and a revision, of their own, in their order. */
public enum Stage {
  /** Values that enums gain: they cannot be used in the transaction that adds them. */
  ENUM_VALUES,
  /** Everything else. */
  MAIN,
  /** What scans tables under a lock that lets others write. */
  VALIDATION,
  /** Indexes, without a transaction. */
  CONCURRENT,
  /** What needs these indexes. */
  AFTER_INDEXES,
  /** What scans tables for that. */
  VALIDATION_AFTER_INDEXES
}
