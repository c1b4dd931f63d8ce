package dev.schemamigration.database.session;

import java.util.Optional;

/** The server is older than the oldest version of Postgres that is supported. */
public final class UnsupportedServerException extends RuntimeException {
  private static final long serialVersionUID = 1;

  /** Older ones lack session settings that a run relies on, and are out of support. */
  private static final int OLDEST_MAJOR = 13;

  private UnsupportedServerException(String message) {
    super(message);
  }

  /**
   * Decides on the version that a server reports when a connection starts. Pure.
   *
   * @param address without a password
   * @param version as reported, e.g. {@code 12.22 (Debian 12.22-1)}
   */
  static Optional<UnsupportedServerException> of(String address, String version, int major) {
    return major >= OLDEST_MAJOR
        ? Optional.empty()
        : Optional.of(
            new UnsupportedServerException(
                "database %s: the server is PostgreSQL %s, and the oldest one supported is PostgreSQL %d; upgrade the server"
                    .formatted(address, version.split(" ")[0], OLDEST_MAJOR)));
  }
}
