package dev.schemamigration.database.fault;

import java.sql.SQLException;
import java.util.Objects;

/**
 * An exception of the driver before a session was open, which distinguishes a fault of the
 * connection from an error of the same SQLSTATE that a statement has raised.
 */
public final class LoginFailedException extends SQLException {
  private static final long serialVersionUID = 1L;

  private final transient SQLException driver;

  /**
   * @param driver as the driver threw it
   */
  public LoginFailedException(SQLException driver) {
    super(driver.getMessage(), driver.getSQLState(), driver);
    this.driver = Objects.requireNonNull(driver);
  }

  SQLException driver() {
    return driver;
  }
}
