package dev.schemamigration.engine.fault;

import dev.schemamigration.setting.SettingNames;

/** Carries an {@link EngineFault} to the edge of the engine. */
public final class EngineException extends RuntimeException {
  private final transient EngineFault fault;

  public EngineException(EngineFault fault) {
    super(fault.message(SettingNames.NEUTRAL));
    this.fault = fault;
  }

  public EngineException(EngineFault fault, Throwable cause) {
    super(fault.message(SettingNames.NEUTRAL), cause);
    this.fault = fault;
  }

  /** Returns the fault. */
  public EngineFault fault() {
    return fault;
  }
}
