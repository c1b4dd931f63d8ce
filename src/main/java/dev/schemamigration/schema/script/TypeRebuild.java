package dev.schemamigration.schema.script;

import dev.schemamigration.schema.catalog.CatalogEntry;
import dev.schemamigration.schema.catalog.SqlName;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/**
 * Makes a type anew that cannot be changed in place, and converts the columns that have it. What
 * stands in the way of that is dropped; whatever follows puts it back, because the desired schema
 * has it.
 */
final class TypeRebuild {
  private final Connection connection;

  TypeRebuild(Connection connection) {
    this.connection = connection;
  }

  /** Statements that convert a column, or an attribute of a composite type. */
  interface Conversion {
    ScriptStatement of(TypeColumn column);
  }

  /**
   * Statements that replace a type.
   *
   * @param name quoted and qualified
   * @param create creates the new one
   */
  List<ScriptStatement> statements(String name, String create, Conversion conversion)
      throws SQLException {
    var columns = columns(name);
    var statements = new ArrayList<ScriptStatement>();
    statements.addAll(
        new Dependents(connection).drops(List.of(new CatalogEntry.Key("type", name))));
    var former = "former_" + Integer.toHexString(name.hashCode());
    statements.add(ScriptStatement.of("ALTER TYPE " + name + " RENAME TO " + former));
    statements.add(ScriptStatement.of(create));
    columns.forEach(it -> statements.add(conversion.of(it)));
    statements.add(ScriptStatement.of("DROP TYPE " + SqlName.parent(name) + "." + former));
    return statements;
  }

  /** Whether a column of a table has it. */
  boolean isInTables(String name) throws SQLException {
    return columns(name).stream().anyMatch(it -> !it.attribute());
  }

  /**
   * A column of a type, or an attribute of it.
   *
   * @param table or composite type, quoted and qualified
   * @param column quoted
   * @param array whether it is an array of that type
   */
  record TypeColumn(String table, String column, boolean attribute, boolean array) {
    /** Converts the values by their text. */
    String byText(String type) {
      return to(type, column + "::text" + (array ? "[]" : "") + "::" + full(type));
    }

    /** Converts the values by an expression; attributes have none. */
    String to(String type, String expression) {
      return attribute
          ? "ALTER TYPE %s ALTER ATTRIBUTE %s TYPE %s CASCADE".formatted(table, column, full(type))
          : "ALTER TABLE %s ALTER COLUMN %s TYPE %s USING %s"
              .formatted(table, column, full(type), expression);
    }

    private String full(String type) {
      return array ? type + "[]" : type;
    }
  }

  private List<TypeColumn> columns(String type) throws SQLException {
    var columns = new ArrayList<TypeColumn>();
    try (var query = connection.prepareStatement(StepQueries.TYPE_COLUMNS)) {
      query.setString(1, type);
      try (var rows = query.executeQuery()) {
        while (rows.next()) {
          columns.add(
              new TypeColumn(
                  rows.getString(1), rows.getString(2), rows.getBoolean(3), rows.getBoolean(4)));
        }
      }
    }
    return columns;
  }
}
