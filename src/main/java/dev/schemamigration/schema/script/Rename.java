package dev.schemamigration.schema.script;

import dev.schemamigration.schema.catalog.SqlName;
import java.util.ArrayList;
import java.util.List;

/**
 * A table or a column that gets another name, or a table that gets into another schema.
 *
 * @param from its qualified name, quoted: schema and table, or schema, table and column
 * @param to the qualified name that it gets, quoted
 */
public record Rename(String from, String to) {
  boolean ofColumn() {
    return SqlName.parts(from).size() == 3;
  }

  List<ScriptStatement> statements() {
    var statements = new ArrayList<ScriptStatement>();
    var name = SqlName.last(to);
    if (ofColumn()) {
      statements.add(
          ScriptStatement.of(
              "ALTER TABLE %s RENAME COLUMN %s TO %s"
                  .formatted(SqlName.parent(from), SqlName.last(from), name)));
      return statements;
    }
    var schema = SqlName.parent(to);
    if (!schema.equals(SqlName.parent(from))) {
      statements.add(ScriptStatement.of("ALTER TABLE " + from + " SET SCHEMA " + schema));
    }
    if (!name.equals(SqlName.last(from))) {
      statements.add(
          ScriptStatement.of(
              "ALTER TABLE %s.%s RENAME TO %s".formatted(schema, SqlName.last(from), name)));
    }
    return statements;
  }

  /** What undoes it. */
  public Rename inverse() {
    return new Rename(to, from);
  }
}
