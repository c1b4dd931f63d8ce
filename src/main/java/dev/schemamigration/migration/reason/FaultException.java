package dev.schemamigration.migration.reason;

import dev.schemamigration.setting.SettingNames;

/** Carries a fault of the pass to its end. */
public final class FaultException extends RuntimeException {
  private final transient PassFault fault;

  public FaultException(Reason reason, String message) {
    this(new PassFault.Plain(reason, message));
  }

  public FaultException(PassFault fault) {
    super(fault.message(SettingNames.NEUTRAL));
    this.fault = fault;
  }

  public PassFault fault() {
    return fault;
  }
}
