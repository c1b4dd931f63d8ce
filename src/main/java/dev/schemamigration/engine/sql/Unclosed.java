package dev.schemamigration.engine.sql;

import dev.schemamigration.sql.SqlLexer;

/**
 * What a text leaves open: Postgres refuses a text whose last comment, string, quoted name, dollar
 * quote or body of a routine has no end.
 *
 * @param what its kind; empty when everything is closed
 * @param end what closes it
 * @param line in which it begins, counted from 1
 * @param nested line in which a comment opens a further one within it; 0 without one
 */
public record Unclosed(String what, String end, int line, int nested) {
  /** Everything is closed. */
  public static final Unclosed NONE = new Unclosed("", "", 0, 0);

  static Unclosed of(String sql, SqlLexer token) {
    int line = lineOf(sql, token.start());
    return switch (token.kind()) {
      case COMMENT ->
          new Unclosed("comment", "*/", line, token.nested() < 0 ? 0 : lineOf(sql, token.nested()));
      case STRING -> new Unclosed("string", "'", line, 0);
      case QUOTED_NAME -> new Unclosed("quoted name", "\"", line, 0);
      default -> {
        int end = sql.indexOf('$', token.start() + 1) + 1;
        yield new Unclosed("dollar quote", sql.substring(token.start(), end), line, 0);
      }
    };
  }

  static Unclosed ofBody(String sql, int begin) {
    return new Unclosed("body of a routine", "a semicolon and END", lineOf(sql, begin), 0);
  }

  /** Whether something is left open. */
  public boolean exists() {
    return !what.isEmpty();
  }

  /** Whether it is a comment. */
  public boolean comment() {
    return what.equals("comment");
  }

  private static int lineOf(String sql, int offset) {
    return 1 + (int) sql.chars().limit(offset).filter(it -> it == '\n').count();
  }
}
