package dev.schemamigration.schema.catalog;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;

/** Reads the catalog of the database of a connection. */
public final class CatalogReader {
  private final CatalogQuery query;

  /**
   * @param majorVersion of the server
   * @param leftOut schemas that are no part of what is compared
   */
  public CatalogReader(int majorVersion, Collection<String> leftOut) {
    this.query = new CatalogQuery(majorVersion, leftOut);
  }

  /** Reads everything, with {@code pg_catalog} as the search_path of the connection. */
  public Catalog read(Connection connection) throws SQLException {
    var entries = new ArrayList<CatalogEntry>();
    each(
        connection,
        query.entries(),
        row ->
            entries.add(
                new CatalogEntry(
                    row.getString(1), row.getString(2), row.getString(3), text(row, 4))));
    privileges(connection).forEach(it -> entries.add(it.entry()));
    each(
        connection,
        query.owners(),
        row ->
            entries.add(
                new CatalogEntry("owner", row.getString(1), row.getString(2), row.getString(3))));
    return new Catalog(entries);
  }

  /** Reads the privileges of objects and the default privileges. */
  public List<Privilege> privileges(Connection connection) throws SQLException {
    var privileges = new ArrayList<Privilege>();
    each(
        connection,
        query.privileges(),
        row ->
            privileges.add(
                new Privilege(
                    row.getString(1),
                    "",
                    row.getString(2),
                    row.getString(3),
                    row.getString(4),
                    row.getString(5),
                    row.getBoolean(6),
                    row.getBoolean(7))));
    each(
        connection,
        query.defaultPrivileges(),
        row ->
            privileges.add(
                new Privilege(
                    row.getString(1),
                    ("ALTER DEFAULT PRIVILEGES " + row.getString(2)).strip() + " ",
                    row.getString(3),
                    "",
                    row.getString(4),
                    row.getString(5),
                    row.getBoolean(6),
                    row.getBoolean(7))));
    return List.copyOf(privileges);
  }

  private interface RowReader {
    void read(ResultSet row) throws SQLException;
  }

  private static String text(ResultSet row, int column) throws SQLException {
    var text = row.getString(column);
    return text == null ? "" : text;
  }

  private static void each(Connection connection, String sql, RowReader reader)
      throws SQLException {
    try (var statement = connection.createStatement()) {
      statement.setEscapeProcessing(false);
      try (var rows = statement.executeQuery(sql)) {
        while (rows.next()) {
          reader.read(rows);
        }
      }
    }
  }
}
