package dev.schemamigration.scratch;

import dev.schemamigration.database.connection.ConnectionSettings;
import java.sql.SQLException;
import java.util.Optional;

/**
 * A scratch database that could not be created or dropped; its cause is what the driver said. The
 * message says what was tried, without that.
 */
public final class ScratchException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final transient ConnectionSettings settings;
  private final SQLException refusal;
  private final transient Optional<String> withoutRight;

  ScratchException(String message, ConnectionSettings settings, SQLException refusal) {
    this(message, settings, refusal, Optional.empty());
  }

  /**
   * @param withoutRight the login, where it lacks the right to create databases
   */
  ScratchException(
      String message,
      ConnectionSettings settings,
      SQLException refusal,
      Optional<String> withoutRight) {
    super(message, refusal);
    this.withoutRight = withoutRight;
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

  /** The login, where it lacks the right to create databases. */
  public Optional<String> withoutRight() {
    return withoutRight;
  }
}
