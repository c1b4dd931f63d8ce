package dev.schemamigration.verify.catalog;

import dev.schemamigration.database.session.SqlQuoting;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Reads the catalog of a database in one round trip: all that its owner or its migrations can have
 * made, but for the tracking schema and the members of extensions.
 */
public final class CatalogReader {
  private static final String TRACKING = "${tracking}";
  private static final String COMPRESSION = "${compression}";

  private final String sql;

  /**
   * @param trackingSchema is left out
   * @param ownServer whether nobody else changes the roles of the server, which are then part of it
   */
  public CatalogReader(String trackingSchema, boolean ownServer) {
    var queries =
        Stream.of(
                RelationQueries.ALL,
                TypeQueries.ALL,
                RoutineQueries.ALL,
                OtherQueries.ALL,
                ownServer ? List.of(OtherQueries.ROLES) : List.<String>of())
            .flatMap(List::stream);
    this.sql =
        Stream.concat(Stream.of("SET search_path TO pg_catalog, pg_temp"), queries)
            .collect(Collectors.joining(";\n"))
            .replace(TRACKING, SqlQuoting.literal(trackingSchema));
  }

  /**
   * Reads it, on a connection whose search_path is changed by that.
   *
   * @param known an earlier state, whose objects are used again where they are the same
   */
  public Catalog read(Connection connection, Optional<Catalog> known) throws SQLException {
    var found = new ArrayList<CatalogObject>();
    boolean compresses = connection.getMetaData().getDatabaseMajorVersion() >= 14;
    var query =
        sql.replace(COMPRESSION, compresses ? "NULLIF(a.attcompression::text, '')" : "NULL::text");
    try (var statement = connection.createStatement()) {
      boolean rows = statement.execute(query);
      while (rows || statement.getUpdateCount() >= 0) {
        if (rows) {
          try (var result = statement.getResultSet()) {
            addAll(found, result);
          }
        }
        rows = statement.getMoreResults();
      }
    }
    return new Catalog(found, known);
  }

  /** The first three columns are kind, name and parent; the others are named as attributes. */
  private static void addAll(List<CatalogObject> found, ResultSet rows) throws SQLException {
    var columns = rows.getMetaData();
    int count = columns.getColumnCount();
    var names = new String[count + 1];
    for (int i = 4; i <= count; i++) {
      names[i] = columns.getColumnLabel(i);
    }
    while (rows.next()) {
      var attributes = new HashMap<String, String>();
      for (int i = 4; i <= count; i++) {
        var value = rows.getString(i);
        if (value != null) {
          attributes.put(names[i], value);
        }
      }
      found.add(
          new CatalogObject(rows.getString(1), rows.getString(2), rows.getString(3), attributes));
    }
  }
}
