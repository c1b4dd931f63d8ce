package dev.schemamigration.database.session;

/** Quotes SQL identifiers and literals. */
public final class SqlQuoting {
  private SqlQuoting() {}

  /** {@code name} as a quoted identifier. */
  public static String identifier(String name) {
    return '"' + name.replace("\"", "\"\"") + '"';
  }

  /** {@code text} as a string literal, valid for both {@code standard_conforming_strings}. */
  public static String literal(String text) {
    var doubled = text.replace("'", "''");
    return doubled.indexOf('\\') < 0
        ? "'" + doubled + "'"
        : " E'" + doubled.replace("\\", "\\\\") + "'";
  }
}
