package dev.schemamigration.schema;

import dev.schemamigration.database.connection.ConnectionSettings;
import dev.schemamigration.database.session.Connector;
import dev.schemamigration.database.session.SqlQuoting;
import dev.schemamigration.schema.catalog.Catalog;
import dev.schemamigration.schema.catalog.CatalogReader;
import dev.schemamigration.schema.model.ModelLoader;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Set;

/** Reads schemas of databases, in transactions that cannot write. */
public final class SchemaReader {
  private static final String APPLICATION = "schemactl schema";
  private static final Duration LONGEST_ANSWER = Duration.ofMinutes(5);

  private final Connector connector;

  public SchemaReader(Connector connector) {
    this.connector = connector;
  }

  /** Opens a bare connection as the role of the migrations; the caller closes it. */
  public Connection open(ConnectionSettings database) throws SQLException {
    var connection = connector.connect(database, APPLICATION, LONGEST_ANSWER);
    if (database.role().isPresent()) {
      try (var statement = connection.createStatement()) {
        statement.execute("SET ROLE " + SqlQuoting.identifier(database.role().get()));
      } catch (SQLException e) {
        connection.close();
        throw e;
      }
    }
    return connection;
  }

  /** Reads the schema, without the tables that record what has run. */
  public SchemaSnapshot read(ConnectionSettings database) throws SQLException {
    var leftOut = Set.of(database.trackingSchema());
    try (var connection = open(database)) {
      var reader = new CatalogReader(majorVersion(connection), leftOut);
      begin(connection);
      var catalog = reader.read(connection);
      var privileges = reader.privileges(connection);
      end(connection);
      return new SchemaSnapshot(catalog, privileges, new ModelLoader(leftOut).load(connection));
    }
  }

  /** Reads the catalog only, which takes some milliseconds. */
  public Catalog catalog(ConnectionSettings database) throws SQLException {
    try (var connection = open(database)) {
      return catalog(database, connection);
    }
  }

  /** The same over a connection that is open and in no transaction. */
  public Catalog catalog(ConnectionSettings database, Connection connection) throws SQLException {
    begin(connection);
    var catalog =
        new CatalogReader(majorVersion(connection), Set.of(database.trackingSchema()))
            .read(connection);
    end(connection);
    return catalog;
  }

  private static int majorVersion(Connection connection) throws SQLException {
    return connection.getMetaData().getDatabaseMajorVersion();
  }

  private static void begin(Connection connection) throws SQLException {
    connection.setAutoCommit(false);
    try (var statement = connection.createStatement()) {
      for (var sql :
          List.of(
              "SET TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY",
              "SET LOCAL search_path TO pg_catalog")) {
        statement.execute(sql);
      }
    }
  }

  private static void end(Connection connection) throws SQLException {
    connection.rollback();
    connection.setAutoCommit(true);
  }
}
