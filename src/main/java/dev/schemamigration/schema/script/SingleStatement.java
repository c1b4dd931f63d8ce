package dev.schemamigration.schema.script;

import dev.schemamigration.schema.model.ModelStatement;
import dev.schemamigration.sql.SqlLexer;
import java.util.Set;

/**
 * Checks that what the library wrote is one statement: a name or a value that it did not quote as
 * it should could end a statement and begin another.
 */
final class SingleStatement {
  private static final Set<String> ROUTINES = Set.of("function", "procedure");

  private SingleStatement() {}

  /**
   * Whether it is; a routine may have a body in SQL, whose statements end with semicolons, and a
   * rule several actions in parentheses.
   */
  static boolean is(ModelStatement statement) {
    var lexer = new SqlLexer(statement.sql());
    var body = false;
    int depth = 0;
    var last = "";
    while (lexer.next()) {
      depth += lexer.kind() == SqlLexer.Kind.OPEN ? 1 : 0;
      depth -= lexer.kind() == SqlLexer.Kind.CLOSE ? 1 : 0;
      boolean inside = body || statement.kind().equals("rule") && depth > 0;
      if (lexer.unclosed() || lexer.kind() == SqlLexer.Kind.SEMICOLON && !inside) {
        return false;
      }
      if (lexer.kind() == SqlLexer.Kind.WORD) {
        var word = statement.sql().substring(lexer.start(), lexer.end());
        body |=
            ROUTINES.contains(statement.kind())
                && last.equalsIgnoreCase("BEGIN")
                && word.equalsIgnoreCase("ATOMIC");
        last = word;
      }
    }
    return true;
  }
}
