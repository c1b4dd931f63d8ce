package dev.schemamigration.schema.definition;

import dev.schemamigration.sql.SqlLexer;

/** Looks at the text of {@code ALTER TABLE … ADD CONSTRAINT}. */
public final class ConstraintText {
  private ConstraintText() {}

  /** Whether it adds a foreign key or a check that rows of the table are read for. */
  public static boolean isScanned(String sql) {
    var lexer = new SqlLexer(sql);
    var kind = false;
    var postponed = false;
    int depth = 0;
    String last = "";
    while (lexer.next()) {
      switch (lexer.kind()) {
        case OPEN -> depth++;
        case CLOSE -> depth--;
        case WORD -> {
          var word = sql.substring(lexer.start(), lexer.end()).toUpperCase(java.util.Locale.ROOT);
          if (depth == 0) {
            kind |= word.equals("FOREIGN") || word.equals("CHECK");
            postponed |= last.equals("NOT") && (word.equals("VALID") || word.equals("ENFORCED"));
            last = word;
          }
        }
        default -> {
          // neither a word nor a parenthesis
        }
      }
    }
    return kind && !postponed;
  }
}
