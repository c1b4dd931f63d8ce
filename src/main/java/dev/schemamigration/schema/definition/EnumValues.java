package dev.schemamigration.schema.definition;

import dev.schemamigration.sql.SqlLexer;
import java.util.ArrayList;
import java.util.List;

/** Reads the values of an enum from its definition in the catalog. */
public final class EnumValues {
  private EnumValues() {}

  /** The literals between the parentheses. */
  public static List<String> of(String definition) {
    var values = new ArrayList<String>();
    var lexer = new SqlLexer(definition);
    while (lexer.next()) {
      if (lexer.kind() == SqlLexer.Kind.STRING) {
        values.add(definition.substring(lexer.start(), lexer.end()));
      }
    }
    return values;
  }
}
