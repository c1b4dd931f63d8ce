package dev.schemamigration.source.file;

import dev.schemamigration.sql.SqlLexer;
import java.util.BitSet;
import java.util.List;

/** Finds the lines of a SQL text that begin outside strings, quoted bodies and block comments. */
final class UnquotedLines {
  private UnquotedLines() {}

  /** The indexes of these lines. */
  static BitSet of(List<String> lines) {
    var sql = String.join("\n", lines);
    var found = new BitSet(lines.size());
    found.set(0, lines.size());
    var lexer = new SqlLexer(sql);
    int line = 0;
    int lineEnd = sql.indexOf('\n');
    while (lineEnd >= 0 && lexer.next()) {
      boolean quoted = isQuoted(lexer.kind());
      while (lineEnd >= 0 && lineEnd < lexer.end()) {
        line++;
        found.set(line, !quoted);
        lineEnd = sql.indexOf('\n', lineEnd + 1);
      }
    }
    return found;
  }

  private static boolean isQuoted(SqlLexer.Kind kind) {
    return switch (kind) {
      case STRING, DOLLAR_STRING, QUOTED_NAME, COMMENT -> true;
      case SPACE, WORD, OPEN, CLOSE, SEMICOLON, BACKSLASH, OTHER -> false;
    };
  }
}
