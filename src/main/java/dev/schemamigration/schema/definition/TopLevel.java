package dev.schemamigration.schema.definition;

import dev.schemamigration.sql.SqlLexer;
import java.util.ArrayList;
import java.util.List;

/** Takes lists apart that the server has written. */
public final class TopLevel {
  private TopLevel() {}

  /** The parts between the commas that are in no parentheses. */
  public static List<String> split(String list) {
    var parts = new ArrayList<String>();
    var lexer = new SqlLexer(list);
    int depth = 0;
    int start = 0;
    while (lexer.next()) {
      switch (lexer.kind()) {
        case OPEN -> depth++;
        case CLOSE -> depth--;
        case OTHER -> {
          if (depth == 0 && list.charAt(lexer.start()) == ',') {
            parts.add(list.substring(start, lexer.start()).strip());
            start = lexer.end();
          }
        }
        default -> {
          // part of a part
        }
      }
    }
    parts.add(list.substring(start).strip());
    return parts;
  }

  /** Where the name ends that a part begins with. */
  public static int nameEnd(String part) {
    var lexer = new SqlLexer(part);
    lexer.next();
    return lexer.end();
  }
}
