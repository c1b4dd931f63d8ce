package dev.schemamigration.engine.format;

/**
 * How much a single changelog may hold. A changelog that people or generators write for a database
 * is far below; one that is made to exhaust the memory of whoever reads it is above.
 */
public final class ChangelogLimits {
  /** Elements below one another in XML, YAML and JSON. */
  static final int DEPTH = 64;

  /** Elements and attributes in XML, YAML and JSON, references counted as what they stand for. */
  static final int NODES = 200_000;

  /** Changesets. */
  static final int CHANGESETS = 10_000;

  /** Statements of a changeset, those of its rollback counted apart. */
  public static final int STATEMENTS = 250_000;

  /** Characters of the value of one property. */
  static final int PROPERTY = 1 << 20;

  /** Characters by which parameters and properties make the texts longer, all together. */
  static final long EXPANSION = 64L << 20;

  /** Cells of a CSV file. */
  static final int CELLS = 500_000;

  /** Digits of a number. */
  static final int DIGITS = 1_000;

  private ChangelogLimits() {}
}
