package dev.schemamigration.schema;

import dev.schemamigration.schema.catalog.Catalog;
import dev.schemamigration.schema.catalog.Privilege;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;

/** Changes a scratch database over one connection, and reads its schema over another. */
public final class ScratchSession implements AutoCloseable {
  private final Connection connection;
  private final SchemaSession reads;

  /** Closes both with itself. */
  ScratchSession(Connection connection, SchemaSession reads) {
    this.connection = connection;
    this.reads = reads;
  }

  /** Runs statements; in no transaction. */
  public Connection connection() {
    return connection;
  }

  /** Reads catalog, privileges and the library's model, as they are now. */
  public SchemaSnapshot read() throws SQLException {
    return reads.read();
  }

  /** Reads the catalog as it is now. */
  public Catalog catalog() throws SQLException {
    return reads.catalog();
  }

  /** Reads the privileges as they are now. */
  public List<Privilege> privileges() throws SQLException {
    return reads.privileges();
  }

  @Override
  public void close() throws SQLException {
    try (reads) {
      connection.close();
    }
  }
}
