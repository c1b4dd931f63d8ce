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

  /** {@code body} between dollar quotes, whose tag does not occur in it. */
  public static String dollar(String body) {
    var tag = "$schema_migration$";
    for (int i = 1; body.contains(tag.substring(0, tag.length() - 1)); i++) {
      tag = "$schema_migration" + i + "$";
    }
    return tag + body + tag;
  }
}
