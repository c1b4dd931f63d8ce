package dev.schemamigration.conversion;

import dev.schemamigration.sql.SqlLexer;
import java.util.regex.Pattern;

/**
 * Rewords the comments of a script that would be taken for something else in formatted SQL: for a
 * directive, or for a mark of another tool. Texts and bodies stay as they are. Pure.
 */
final class HarmlessLines {
  private static final Pattern DIRECTIVE =
      Pattern.compile(
          "(?is)--(?:\\s*(?:changeset|rollback|precondition|propert|comment|validchecksum|ignore"
              + "|liquibase|revision|down_revision)|\\s*[+!#=/]|\\s*(?:migrate:|rambler|create above)"
              + "|-*\\s*create above|[a-z]).*");
  private static final Pattern BLOCK = Pattern.compile("(?is)/\\*\\s*liquibase.*");

  private HarmlessLines() {}

  /** Returns the script with a sign before such words. */
  static String of(String sql) {
    var lexer = new SqlLexer(sql);
    var text = new StringBuilder(sql.length() + 16);
    boolean atBegin = true;
    while (lexer.next()) {
      var token = sql.substring(lexer.start(), lexer.end());
      boolean comment = lexer.kind() == SqlLexer.Kind.COMMENT;
      if (comment && atBegin && DIRECTIVE.matcher(token).matches()) {
        text.append("-- | ").append(token.substring(2).stripLeading());
      } else if (comment && atBegin && BLOCK.matcher(token).matches()) {
        text.append("/* | ").append(token.substring(2).stripLeading());
      } else {
        text.append(token);
      }
      atBegin = lexer.kind() == SqlLexer.Kind.SPACE ? atBegin || hasLineEnd(token) : false;
    }
    return text.toString();
  }

  private static boolean hasLineEnd(String token) {
    return token.indexOf('\n') >= 0 || token.indexOf('\r') >= 0;
  }
}
