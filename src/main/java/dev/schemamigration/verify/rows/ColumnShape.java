package dev.schemamigration.verify.rows;

/**
 * A column of a table.
 *
 * @param defaultValue expression of its default; empty text without one
 * @param generated whether the server computes it, or numbers it as {@code GENERATED ALWAYS}
 * @param identity whether the server numbers it
 */
record ColumnShape(
    String name,
    TypeShape type,
    boolean notNull,
    String defaultValue,
    boolean generated,
    boolean identity) {
  /** Whether a row is best inserted without it. */
  boolean suppliesItself() {
    return generated || identity || defaultValue.contains("nextval(");
  }
}
