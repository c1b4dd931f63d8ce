package dev.schemamigration.engine.sql;

import dev.schemamigration.sql.SqlLexer;
import java.util.Locale;
import java.util.Set;

/**
 * Recognizes lines that are {@code GO} or {@code /} alone, by which Liquibase cuts scripts too
 * unless a delimiter is named. In SQL such a line may be an alias or a division: it cuts only where
 * no statement is open, or where the text ends or another statement begins behind it.
 */
final class SeparatorLines {
  private static final Set<String> BEGINNINGS =
      Set.of(
          "ALTER",
          "ANALYZE",
          "CALL",
          "CLUSTER",
          "COMMENT",
          "COPY",
          "CREATE",
          "DELETE",
          "DO",
          "DROP",
          "EXPLAIN",
          "GRANT",
          "IMPORT",
          "INSERT",
          "LOCK",
          "MERGE",
          "NOTIFY",
          "REASSIGN",
          "REFRESH",
          "REINDEX",
          "RESET",
          "REVOKE",
          "SECURITY",
          "SELECT",
          "SET",
          "TRUNCATE",
          "UPDATE",
          "VACUUM",
          "VALUES",
          "WITH");

  /** After more separators in a row, without a statement between them, a statement goes on. */
  private static final int MOST_IN_A_ROW = 16;

  private SeparatorLines() {}

  /**
   * Returns the end of the separator that begins at {@code position}; -1 when there is none.
   *
   * @param open whether a statement is open there
   */
  static int endAt(String sql, int position, boolean open) {
    int end = separatorEnd(sql, position);
    return end >= 0 && (!open || endsStatement(sql, end)) ? end : -1;
  }

  private static int separatorEnd(String sql, int position) {
    int length =
        sql.regionMatches(true, position, "GO", 0, 2) ? 2 : sql.startsWith("/", position) ? 1 : 0;
    return length > 0 && Delimiter.blankAround(sql, position, position + length)
        ? position + length
        : -1;
  }

  private static boolean endsStatement(String sql, int from) {
    var lexer = new SqlLexer(sql);
    lexer.jump(from);
    int inARow = 1;
    while (lexer.next()) {
      int separator = separatorEnd(sql, lexer.start());
      if (separator >= 0) {
        if (++inARow > MOST_IN_A_ROW) {
          return false;
        }
        lexer.jump(separator);
      } else if (lexer.kind() != SqlLexer.Kind.SPACE && lexer.kind() != SqlLexer.Kind.COMMENT) {
        var word = sql.substring(lexer.start(), Math.min(lexer.end(), lexer.start() + 20));
        return lexer.kind() == SqlLexer.Kind.WORD
            && BEGINNINGS.contains(word.toUpperCase(Locale.ROOT));
      }
    }
    return true;
  }
}
