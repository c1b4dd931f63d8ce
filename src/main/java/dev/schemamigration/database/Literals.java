package dev.schemamigration.database;

/** Quoted SQL literals. */
public final class Literals {
  private Literals() {}

  /** {@code text} as a string literal, whatever {@code standard_conforming_strings} says. */
  public static String quote(String text) {
    var doubled = text.replace("'", "''");
    return doubled.indexOf('\\') < 0
        ? "'" + doubled + "'"
        : " E'" + doubled.replace("\\", "\\\\") + "'";
  }
}
