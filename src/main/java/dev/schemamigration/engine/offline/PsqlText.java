package dev.schemamigration.engine.offline;

import dev.schemamigration.database.session.SessionScript;
import dev.schemamigration.sql.SqlLexer;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;

/**
 * Writes one statement so that {@code psql} sends it as it is: outside of quotes it would replace
 * {@code :name} by a variable and end the statement at a semicolon, and it takes the statement
 * apart under the settings that the session has at that moment. Pure.
 */
final class PsqlText {
  private static final Pattern NUMBER_PART =
      Pattern.compile("[eE][0-9]*|_[0-9_]+|[xXoObB][0-9a-fA-F_]+");

  private final String sql;
  private final StringBuilder text = new StringBuilder();
  private boolean depends;
  private boolean routine;
  private boolean counted;
  private boolean comment;
  private int depth;
  private boolean unbalanced;
  private int numberEnd = -1;

  private PsqlText(String sql) {
    this.sql = sql;
  }

  /**
   * The lines of {@code sql}, a single statement without psql's commands.
   *
   * @throws IllegalArgumentException when it has a token without an end, a backslash outside of
   *     quotes, or a name or string at the end of a number, where versions of psql differ about
   *     what begins
   */
  static List<String> of(String sql) {
    return new PsqlText(sql).lines();
  }

  private List<String> lines() {
    depends = sql.chars().anyMatch(it -> it > 0x7e);
    var lexer = new SqlLexer(sql);
    boolean first = true;
    while (lexer.next()) {
      if (lexer.unclosed() || lexer.kind() == SqlLexer.Kind.BACKSLASH || isAmbiguous(lexer)) {
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

  /**
   * psql takes the letters behind a number for a part of it or for a name, by its version, and so
   * differs about whether a quote behind them has escapes and whether a dollar quote begins.
   */
  private boolean isAmbiguous(SqlLexer lexer) {
    char c = sql.charAt(lexer.start());
    boolean behind = lexer.start() == numberEnd;
    boolean number = c >= '0' && c <= '9' || behind && c == '.';
    numberEnd = number && lexer.kind() == SqlLexer.Kind.OTHER ? lexer.end() : -1;
    if (!behind) {
      return false;
    }
    return switch (lexer.kind()) {
      case STRING -> c == 'e' || c == 'E';
      case WORD ->
          !NUMBER_PART.matcher(sql.substring(lexer.start(), lexer.end())).matches()
              || "'\"$".indexOf(at(lexer.end())) >= 0;
      default -> false;
    };
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
