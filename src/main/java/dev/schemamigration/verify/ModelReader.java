package dev.schemamigration.verify;

import dev.schemamigration.database.connection.ConnectionSettings;
import dev.schemamigration.database.session.Connector;
import dev.schemamigration.schema.SchemaReader;
import dev.schemamigration.schema.SchemaSession;
import dev.schemamigration.schema.model.SchemaModel;
import java.sql.SQLException;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Reads the schema of a scratch database as the comparison library has it. */
final class ModelReader implements AutoCloseable {
  private final Connector connector;
  private final ConnectionSettings database;
  private @Nullable SchemaSession session;

  ModelReader(Connector connector, ConnectionSettings database) {
    this.connector = connector;
    this.database = database;
  }

  /**
   * Reads it; empty where the library cannot make sense of something: that is not the directory's
   * fault, and the catalog is compared in any case.
   */
  Optional<SchemaModel> read() {
    try {
      var open = session;
      if (open == null) {
        open = new SchemaReader(connector).session(database);
        session = open;
      }
      return Optional.of(open.read().model()).filter(it -> it.warnings().isEmpty());
    } catch (SQLException | RuntimeException e) {
      close();
      return Optional.empty();
    }
  }

  @Override
  public void close() {
    try {
      if (session != null) {
        session.close();
      }
    } catch (SQLException e) {
      // The database goes with it.
    }
    session = null;
  }
}
