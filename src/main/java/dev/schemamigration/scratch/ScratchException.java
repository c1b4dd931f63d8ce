package dev.schemamigration.scratch;

import dev.schemamigration.database.connection.ConnectionSettings;
import java.sql.SQLException;

/**
 * A scratch database that could not be created or dropped; its cause is what the driver said. The
 * message says what was tried, without that.
 */
public final class ScratchException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final transient ConnectionSettings settings;
  private final SQLException refusal;

  ScratchException(String message, ConnectionSettings settings, SQLException refusal) {
    super(message, refusal);
    this.settings = settings;
    this.refusal = refusal;
  }

  /** The connection on which it was tried. */
  public ConnectionSettings settings() {
    return settings;
  }

  /** What the server or the driver said. */
  public SQLException refusal() {
    return refusal;
  }
}
