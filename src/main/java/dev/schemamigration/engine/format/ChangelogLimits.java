package dev.schemamigration.engine.format;

import dev.schemamigration.source.SourceLimits;

/**
 * The limits of a single changelog: far above what people and generators write for a database, and
 * below what exhausts the memory of the process.
 */
public final class ChangelogLimits {
  /** Nesting of elements in XML, YAML and JSON. */
  static final int DEPTH = 64;

  /** Elements and attributes in XML, YAML and JSON, with aliases resolved. */
  static final int NODES = 200_000;

  /** Lines. */
  static final long LINES = SourceLimits.LINES;

  /** Aliases of lists and maps in YAML and JSON. */
  static final int ALIASES = 10_000;

  /** Changesets. */
  static final int CHANGESETS = 10_000;

  /** Statements of a changeset, and of its rollback. */
  public static final int STATEMENTS = 250_000;

  /** Characters of an expression over contexts, and of the labels of one part. */
  static final int CONTEXTS = 1_000;

  /** Characters of the value of one property. */
  static final int PROPERTY = 1 << 20;

  /** Cells of a CSV file. */
  static final int CELLS = 500_000;

  /** Digits of a number. */
  static final int DIGITS = 1_000;

  private ChangelogLimits() {}
}
