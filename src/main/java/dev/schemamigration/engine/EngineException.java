package dev.schemamigration.engine;

/** Carries an {@link EngineFault}. */
public final class EngineException extends RuntimeException {
  private final transient EngineFault fault;

  EngineException(EngineFault fault) {
    super(fault.message());
    this.fault = fault;
  }

  EngineException(EngineFault fault, Throwable cause) {
    super(fault.message(), cause);
    this.fault = fault;
  }

  /** What went wrong. */
  public EngineFault fault() {
    return fault;
  }
}
