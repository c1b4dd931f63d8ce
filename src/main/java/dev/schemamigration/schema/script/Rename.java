package dev.schemamigration.schema.script;

import dev.schemamigration.schema.catalog.SqlName;

/**
 * A table or a column that gets another name.
 *
 * @param from its qualified name, quoted: schema and table, or schema, table and column
 * @param to the new name alone, quoted
 */
public record Rename(String from, String to) {
  boolean ofColumn() {
    return SqlName.parts(from).size() == 3;
  }

  ScriptStatement statement() {
    return ScriptStatement.of(
        ofColumn()
            ? "ALTER TABLE %s RENAME COLUMN %s TO %s"
                .formatted(SqlName.parent(from), SqlName.last(from), to)
            : "ALTER TABLE " + from + " RENAME TO " + to);
  }

  /** What undoes it. */
  public Rename inverse() {
    return new Rename(SqlName.parent(from) + "." + to, SqlName.last(from));
  }
}
