package dev.schemamigration.database.connection;

import dev.schemamigration.setting.SettingNames;
import java.util.Objects;

/** Connection data that cannot be used, found before any connection is tried. */
public final class ConnectionException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final transient ConnectionFault fault;

  ConnectionException(ConnectionFault fault) {
    super(fault.message(SettingNames.NEUTRAL));
    this.fault = Objects.requireNonNull(fault);
  }

  /** What is wrong. */
  public ConnectionFault fault() {
    return fault;
  }
}
