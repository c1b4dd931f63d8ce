package dev.schemamigration.verify.catalog;

import dev.schemamigration.database.session.SqlQuoting;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.postgresql.PGStatement;

/**
 * Reads the catalog of a database: all that its owner or its migrations can have made, but for the
 * tracking schema and the members of extensions. The queries are planned once.
 */
public final class CatalogReader {
  private static final String TRACKING = "${tracking}";
  private static final String COMPRESSION = "${compression}";

  private final List<PreparedStatement> queries = new ArrayList<>();

  /**
   * Prepares the queries.
   *
   * @param connection which closes them, and whose search_path is changed
   * @param trackingSchema is left out
   * @param ownServer whether nobody else changes the roles of the server, which are then part of it
   */
  public CatalogReader(Connection connection, String trackingSchema, boolean ownServer)
      throws SQLException {
    try (var statement = connection.createStatement()) {
      statement.execute("SET search_path TO pg_catalog, pg_temp");
    }
    boolean compresses = connection.getMetaData().getDatabaseMajorVersion() >= 14;
    var compression = compresses ? "NULLIF(a.attcompression::text, '')" : "NULL::text";
    var all =
        Stream.of(
                RelationQueries.ALL,
                TypeQueries.ALL,
                RoutineQueries.ALL,
                OtherQueries.ALL,
                ownServer ? List.of(OtherQueries.ROLES) : List.<String>of())
            .flatMap(List::stream)
            .toList();
    for (var sql : all) {
      var query =
          connection.prepareStatement(
              sql.replace(TRACKING, SqlQuoting.literal(trackingSchema))
                  .replace(COMPRESSION, compression));
      query.unwrap(PGStatement.class).setPrepareThreshold(1);
      queries.add(query);
    }
  }

  /**
   * Reads it.
   *
   * @param known an earlier state, whose objects are used again where they are the same
   */
  public Catalog read(Optional<Catalog> known) throws SQLException {
    var found = new ArrayList<CatalogObject>();
    for (var query : queries) {
      try (var rows = query.executeQuery()) {
        addAll(found, rows);
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
