package dev.schemamigration.cli.option;

import dev.schemamigration.database.connection.ConnectionSettings;
import dev.schemamigration.database.connection.Secret;
import dev.schemamigration.local.LocalPostgres;
import dev.schemamigration.local.ThrowAwayPostgres;
import java.util.UUID;

/** The database that a command works on; closing it removes an embedded one. */
public final class TargetDatabase implements AutoCloseable {
  private final ConnectionSettings settings;
  private final Runnable end;
  private final boolean own;

  private TargetDatabase(ConnectionSettings settings, Runnable end, boolean own) {
    this.settings = settings;
    this.end = end;
    this.own = own;
  }

  /** An existing database. */
  static TargetDatabase at(ConnectionSettings settings) {
    return new TargetDatabase(settings, () -> {}, false);
  }

  /** An empty database on a server of its own, which is removed with it. */
  static TargetDatabase embedded() {
    return embedded(LocalPostgres::createDatabase);
  }

  /** A server of its own, with a login that may create databases and roles there. */
  static TargetDatabase embeddedServer() {
    return embedded(LocalPostgres::createCreator);
  }

  /** Creates a login of this name. */
  private interface Login {
    ConnectionSettings create(LocalPostgres server, String name, Secret password);
  }

  private static TargetDatabase embedded(Login login) {
    var postgres = ThrowAwayPostgres.start();
    try {
      var settings =
          login.create(postgres.server(), "schemactl", Secret.of(UUID.randomUUID().toString()));
      return new TargetDatabase(settings, postgres::close, true);
    } catch (RuntimeException e) {
      postgres.close();
      throw e;
    }
  }

  /** The same database with other connection settings. */
  TargetDatabase with(ConnectionSettings settings) {
    return new TargetDatabase(settings, end, own);
  }

  public ConnectionSettings settings() {
    return settings;
  }

  /** Whether the server is there for this command alone. */
  public boolean own() {
    return own;
  }

  @Override
  public void close() {
    end.run();
  }
}
