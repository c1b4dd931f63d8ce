package dev.schemamigration.schema;

import dev.schemamigration.database.connection.ConnectionSettings;
import dev.schemamigration.database.session.Connector;
import dev.schemamigration.database.session.SqlQuoting;
import dev.schemamigration.schema.catalog.Catalog;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Set;

/** Reads schemas of databases, in transactions that cannot write. */
public final class SchemaReader {
  private static final String APPLICATION = "schemactl schema";
  private static final Duration LONGEST_ANSWER = Duration.ofMinutes(5);

  private final Connector connector;

  public SchemaReader(Connector connector) {
    this.connector = connector;
  }

  /** A bare connection as the role of the migrations. */
  private Connection open(ConnectionSettings database) throws SQLException {
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

  /**
   * Opens a session that reads without the tables that record what has run; the caller closes it.
   */
  public SchemaSession session(ConnectionSettings database) throws SQLException {
    return new SchemaSession(open(database), Set.of(database.trackingSchema()));
  }

  /** Opens a session that changes a scratch database too; the caller closes it. */
  public ScratchSession scratch(ConnectionSettings database) throws SQLException {
    var connection = open(database);
    try {
      return new ScratchSession(connection, session(database));
    } catch (SQLException e) {
      connection.close();
      throw e;
    }
  }

  /** Reads the schema, without the tables that record what has run. */
  public SchemaSnapshot read(ConnectionSettings database) throws SQLException {
    try (var session = session(database)) {
      return session.read();
    }
  }

  /** Reads the catalog only. */
  public Catalog catalog(ConnectionSettings database) throws SQLException {
    try (var session = session(database)) {
      return session.catalog();
    }
  }
}
