package dev.schemamigration.scratch;

import dev.schemamigration.database.connection.ConnectionSettings;

/** An empty database that is thrown away; closing it drops it. */
public final class ScratchDatabase implements AutoCloseable {
  private final ConnectionSettings settings;
  private final Runnable drop;

  ScratchDatabase(ConnectionSettings settings, Runnable drop) {
    this.settings = settings;
    this.drop = drop;
  }

  /** Leads to it, as the role and with the schemas of the database that it is beside. */
  public ConnectionSettings settings() {
    return settings;
  }

  /**
   * Drops it, whoever is connected to it.
   *
   * @throws ScratchException when the server refuses that
   */
  @Override
  public void close() {
    drop.run();
  }
}
