package dev.schemamigration.engine.offline;

import dev.schemamigration.database.session.SessionScript;
import dev.schemamigration.sql.SqlLexer;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * Writes one statement so that {@code psql} sends it as it is: outside of quotes it would replace
 * {@code :name} by a variable and end the statement at a semicolon, and it takes the statement
 * apart under the settings that the session has at that moment. Pure.
 */
final class PsqlText {
  private final String sql;
  private final StringBuilder text = new StringBuilder();
  private boolean depends;
  private boolean routine;
  private boolean counted;
  private boolean comment;
  private int depth;
  private boolean unbalanced;

  private PsqlText(String sql) {
    this.sql = sql;
  }

  /**
   * The lines of {@code sql}, a single statement without psql's commands.
   *
   * @throws IllegalArgumentException when it has a token without an end or a backslash outside of
   *     quotes
   */
  static List<String> of(String sql) {
    return new PsqlText(sql).lines();
  }

  private List<String> lines() {
    depends = sql.chars().anyMatch(it -> it > 0x7e);
    var lexer = new SqlLexer(sql);
    boolean first = true;
    while (lexer.next()) {
      if (lexer.unclosed() || lexer.kind() == SqlLexer.Kind.BACKSLASH) {
        throw new IllegalArgumentException("no statement that psql can send");
      }
      token(lexer, first);
      first &= lexer.kind() == SqlLexer.Kind.SPACE || lexer.kind() == SqlLexer.Kind.COMMENT;
    }
    var lines = new ArrayList<String>();
    if (depends) {
      lines.addAll(SessionScript.lexing());
    }
    lines.add(text + end());
    return lines;
  }

  private void token(SqlLexer lexer, boolean first) {
    var token = sql.substring(lexer.start(), lexer.end());
    comment =
        lexer.kind() == SqlLexer.Kind.COMMENT || comment && lexer.kind() == SqlLexer.Kind.SPACE;
    switch (lexer.kind()) {
      case SEMICOLON -> text.append("\\;");
      case STRING -> {
        depends |= token.indexOf('\\') >= 0;
        text.append(token);
      }
      case OPEN -> {
        depth++;
        text.append(token);
      }
      case CLOSE -> {
        depth--;
        unbalanced |= depth < 0;
        text.append(token);
      }
      case WORD -> {
        routine |= first && token.toUpperCase(Locale.ROOT).equals("CREATE");
        counted |= lexer.isWord("BEGIN") || lexer.isWord("CASE");
        text.append(token);
      }
      case OTHER -> other(lexer, token);
      case SPACE, COMMENT, QUOTED_NAME, DOLLAR_STRING -> text.append(token);
      case BACKSLASH -> throw new IllegalStateException("refused before");
    }
  }

  /** Two colons are a cast; one may be taken for the beginning of a variable. */
  private void other(SqlLexer lexer, String token) {
    if (!token.equals(":")) {
      text.append(token);
    } else if (at(lexer.end()) == ':') {
      text.append("::");
      lexer.jump(lexer.end() + 1);
    } else {
      text.append(at(lexer.end()) == '=' ? ":" : "\\:");
    }
  }

  private char at(int position) {
    return position < sql.length() ? sql.charAt(position) : '\0';
  }

  /**
   * psql counts parentheses, and in the definition of a routine what looks like a block; a
   * semicolon ends nothing inside of them.
   */
  private String end() {
    if (unbalanced || depth != 0 || routine && counted) {
      return "\n\\g";
    }
    return comment ? "\n;" : ";";
  }
}
