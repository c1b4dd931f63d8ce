package dev.schemamigration.schema;

import dev.schemamigration.schema.catalog.Catalog;
import dev.schemamigration.schema.catalog.CatalogReader;
import dev.schemamigration.schema.catalog.Privilege;
import dev.schemamigration.schema.model.ModelLoader;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Set;

/**
 * Reads the schema of one database, as often as it is asked: over one connection, on which the
 * server keeps its plans of the queries. Nothing else may run on that connection.
 */
public final class SchemaSession implements AutoCloseable {
  private final Connection connection;
  private final CatalogReader catalog;
  private final ModelLoader models;

  /**
   * @param connection in no transaction; closed with this
   * @param leftOut schemas that are no part of what is compared
   */
  SchemaSession(Connection connection, Set<String> leftOut) throws SQLException {
    this.connection = connection;
    this.catalog = new CatalogReader(connection, leftOut);
    this.models = new ModelLoader(leftOut);
  }

  /** Reads catalog, privileges and the library's model. */
  public SchemaSnapshot read() throws SQLException {
    begin();
    var entries = catalog.read();
    var privileges = catalog.privileges();
    end();
    return new SchemaSnapshot(entries, privileges, models.load(connection));
  }

  /** Reads the catalog only, which takes some milliseconds. */
  public Catalog catalog() throws SQLException {
    begin();
    var entries = catalog.read();
    end();
    return entries;
  }

  /** Reads the privileges only. */
  public List<Privilege> privileges() throws SQLException {
    begin();
    var privileges = catalog.privileges();
    end();
    return privileges;
  }

  private void begin() throws SQLException {
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

  private void end() throws SQLException {
    connection.rollback();
    connection.setAutoCommit(true);
  }

  @Override
  public void close() throws SQLException {
    connection.close();
  }
}
