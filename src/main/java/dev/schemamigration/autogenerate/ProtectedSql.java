package dev.schemamigration.autogenerate;

import dev.schemamigration.schema.script.ScriptStatement;
import dev.schemamigration.sql.SqlLexer;
import dev.schemamigration.text.Printable;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * Writes statements so that a revision file means them and nothing else: what stands in a string or
 * a quoted name and could be read as a directive, a parameter or a separator, or would not survive
 * the lines of a file, is written with escapes.
 */
public final class ProtectedSql {
  /** What a reader of formatted SQL looks for at the beginning of a line. */
  private static final Pattern DIRECTIVE =
      Pattern.compile(
          "\\s*(?:--\\s*(?:liquibase|changeset|rollback|comments?|precondition|validchecksum"
              + "|ignore|property).*|/\\*.*|/|go|\\\\.*)\\s*",
          Pattern.CASE_INSENSITIVE | Pattern.DOTALL);

  private ProtectedSql() {}

  /** The statements of an upgrade, notes before each. */
  static String upgrade(List<ScriptStatement> statements) {
    return statements.stream()
        .map(
            it ->
                it.notes().stream().map(note -> "-- " + note + "\n").collect(Collectors.joining())
                    + of(it.sql(), false)
                    + ";")
        .collect(Collectors.joining("\n\n"));
  }

  /** The statements of a rollback, of which no line may be empty. */
  static String rollback(List<ScriptStatement> statements) {
    return statements.stream()
        .map(it -> of(it.sql(), true) + ";")
        .collect(Collectors.joining("\n"));
  }

  /** A statement as lines that a terminal shows as they are. */
  public static List<String> printable(String sql) {
    var text = new StringBuilder();
    var lexer = new SqlLexer(of(sql, false));
    var safe = of(sql, false);
    while (lexer.next()) {
      var token = safe.substring(lexer.start(), lexer.end());
      text.append(
          switch (lexer.kind()) {
            case SPACE -> token.replace("\t", "  ");
            case STRING -> isShown(token) ? token : string(token);
            case DOLLAR_STRING -> isShown(token) ? token : dollarString(token);
            case QUOTED_NAME -> isShown(token) ? token : name(token);
            default -> token;
          });
    }
    return text.toString().lines().toList();
  }

  private static boolean isShown(String token) {
    return token.lines().allMatch(it -> Printable.line(it).equals(it));
  }

  /**
   * One statement.
   *
   * @param inRollback whether an empty line would be lost
   */
  static String of(String sql, boolean inRollback) {
    var text = new StringBuilder();
    var lexer = new SqlLexer(sql);
    while (lexer.next()) {
      var token = sql.substring(lexer.start(), lexer.end());
      text.append(
          switch (lexer.kind()) {
            case STRING -> isHarmless(token, inRollback) ? token : string(token);
            case DOLLAR_STRING -> isHarmless(token, inRollback) ? token : dollarString(token);
            case QUOTED_NAME -> isHarmless(token, inRollback) ? token : name(token);
            default -> token;
          });
    }
    return text.toString();
  }

  private static boolean isHarmless(String token, boolean inRollback) {
    if (token.contains("${") || token.chars().anyMatch(ProtectedSql::isControl)) {
      return false;
    }
    var lines = token.split("\n", -1);
    for (int i = 0; i < lines.length; i++) {
      var line = lines[i];
      boolean last = i == lines.length - 1;
      if (!last && !line.equals(line.stripTrailing())
          || i > 0 && DIRECTIVE.matcher(line).matches()
          || i > 0 && !last && inRollback && line.isBlank()) {
        return false;
      }
    }
    return true;
  }

  /** Line ends other than a line feed, and what no editor shows. */
  private static boolean isControl(int c) {
    return c != '\n' && c != '\t' && Character.isISOControl(c)
        || c == 0x2028
        || c == 0x2029
        || c >= 0xFDD0 && c <= 0xFDEF
        || c == 0xFEFF;
  }

  private static String string(String token) {
    boolean escapes = token.startsWith("E") || token.startsWith("e");
    if (escapes) {
      return "E'" + escaped(token.substring(2, token.length() - 1), true) + "'";
    }
    return literal(token.substring(1, token.length() - 1).replace("''", "'"));
  }

  private static String dollarString(String token) {
    int tag = token.indexOf('$', 1) + 1;
    return literal(token.substring(tag, token.length() - tag));
  }

  private static String literal(String content) {
    return "E'" + escaped(content.replace("\\", "\\\\").replace("'", "''"), true) + "'";
  }

  private static String name(String token) {
    var content = token.substring(1, token.length() - 1).replace("\\", "\\\\");
    return "U&\"" + escaped(content, false) + '"';
  }

  /** Control characters and the dollar of a parameter, as a string or a name has them. */
  private static String escaped(String content, boolean string) {
    var text = new StringBuilder();
    for (int i = 0; i < content.length(); i++) {
      char c = content.charAt(i);
      boolean parameter = c == '$' && i + 1 < content.length() && content.charAt(i + 1) == '{';
      if (string && c == '\n') {
        text.append("\\n");
      } else if (c == '\n' || isControl(c) || parameter || !isShown(Character.toString(c))) {
        text.append(string ? "\\u" : "\\").append("%04x".formatted((int) c));
      } else {
        text.append(c);
      }
    }
    return text.toString();
  }
}
