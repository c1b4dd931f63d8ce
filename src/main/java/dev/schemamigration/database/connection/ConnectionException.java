package dev.schemamigration.database.connection;

import dev.schemamigration.setting.SettingNames;
import java.util.Objects;

/** Connection data cannot be used; thrown before a connection is tried. */
public final class ConnectionException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final transient ConnectionFault fault;

  /** A fault that is reported as it is. */
  public ConnectionException(ConnectionFault fault) {
    super(fault.message(SettingNames.NEUTRAL));
    this.fault = Objects.requireNonNull(fault);
  }

  /** The fault in the data. */
  public ConnectionFault fault() {
    return fault;
  }
}
