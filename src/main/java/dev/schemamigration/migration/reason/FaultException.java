package dev.schemamigration.migration.reason;

import dev.schemamigration.setting.SettingNames;

/** Carries a fault to the end of the pass, where it becomes a part of the report. */
public final class FaultException extends RuntimeException {
  private final transient PassFault fault;

  /** Carries a fault whose message names no setting. */
  public FaultException(Reason reason, String message) {
    this(new PassFault.Plain(reason, message));
  }

  /** Carries {@code fault}. */
  public FaultException(PassFault fault) {
    super(fault.message(SettingNames.NEUTRAL));
    this.fault = fault;
  }

  /** The fault. */
  public PassFault fault() {
    return fault;
  }
}
