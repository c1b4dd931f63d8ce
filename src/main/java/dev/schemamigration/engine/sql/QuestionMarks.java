package dev.schemamigration.engine.sql;

import dev.schemamigration.sql.SqlLexer;

/**
 * Protects operators such as {@code ?} and {@code ?|} in a text with bound values, in which the
 * driver takes every question mark outside of quotes for a value, and two of them for one operator.
 */
public final class QuestionMarks {
  private QuestionMarks() {}

  /** Returns {@code sql} with every question mark twice that is part of an operator. */
  public static String doubled(String sql) {
    if (sql.indexOf('?') < 0) {
      return sql;
    }
    var doubled = new StringBuilder();
    var lexer = new SqlLexer(sql);
    while (lexer.next()) {
      doubled.append(sql, lexer.start(), lexer.end());
      if (lexer.kind() == SqlLexer.Kind.OTHER && sql.charAt(lexer.start()) == '?') {
        doubled.append('?');
      }
    }
    return doubled.toString();
  }
}
