package dev.schemamigration.schema.catalog;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.postgresql.PGStatement;

/** Reads the catalog of the database of a connection; the server keeps its plans of the queries. */
public final class CatalogReader {
  /** A query that is asked once needs no plan that is kept. */
  private static final int SECOND_TIME = 2;

  private final Connection connection;
  private final CatalogQuery query;
  private final Map<String, PreparedStatement> prepared = new HashMap<>();

  /**
   * @param connection closes what is prepared when it is closed
   * @param leftOut schemas that are no part of what is compared
   */
  public CatalogReader(Connection connection, Collection<String> leftOut) throws SQLException {
    this.connection = connection;
    this.query = new CatalogQuery(connection.getMetaData().getDatabaseMajorVersion(), leftOut);
  }

  /** Reads everything, with {@code pg_catalog} as the search_path of the connection. */
  public Catalog read() throws SQLException {
    var entries = new ArrayList<CatalogEntry>();
    each(
        query.entries(),
        row ->
            entries.add(
                new CatalogEntry(
                    row.getString(1), row.getString(2), row.getString(3), text(row, 4))));
    privileges().forEach(it -> entries.add(it.entry()));
    each(
        query.owners(),
        row ->
            entries.add(
                new CatalogEntry("owner", row.getString(1), row.getString(2), row.getString(3))));
    return new Catalog(entries);
  }

  /** Reads the privileges of objects and the default privileges. */
  public List<Privilege> privileges() throws SQLException {
    var privileges = new ArrayList<Privilege>();
    each(
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

  private void each(String sql, RowReader reader) throws SQLException {
    var statement = prepared.get(sql);
    if (statement == null) {
      statement = connection.prepareStatement(sql);
      statement.unwrap(PGStatement.class).setPrepareThreshold(SECOND_TIME);
      prepared.put(sql, statement);
    }
    try (var rows = statement.executeQuery()) {
      while (rows.next()) {
        reader.read(rows);
      }
    }
  }
}
