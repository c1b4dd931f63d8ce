package dev.schemamigration.database;

/** Quoted SQL identifiers. */
public final class Identifiers {
  private Identifiers() {}

  /** {@code name} as a quoted identifier. */
  public static String quote(String name) {
    return '"' + name.replace("\"", "\"\"") + '"';
  }
}
