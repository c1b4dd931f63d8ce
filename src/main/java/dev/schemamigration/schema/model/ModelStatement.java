package dev.schemamigration.schema.model;

/**
 * A statement of the library's script.
 *
 * @param action what it is part of
 * @param kind of the object that is created, altered or dropped, in lower case
 * @param schema of the object; empty for what is in none
 * @param table the table that the object is part of; empty for what is part of none
 * @param name of the object, not quoted
 * @param unchanged whether the object is the same in both schemas, so that it is dropped and
 *     created only because of another one
 */
public record ModelStatement(
    String sql,
    Action action,
    String kind,
    String schema,
    String table,
    String name,
    boolean unchanged) {
  /** What is done with an object. */
  public enum Action {
    CREATE,
    ALTER,
    DROP
  }

  /** The same with another text. */
  public ModelStatement withSql(String other) {
    return new ModelStatement(other, action, kind, schema, table, name, unchanged);
  }
}
