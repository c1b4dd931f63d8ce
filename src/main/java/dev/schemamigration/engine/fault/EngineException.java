package dev.schemamigration.engine.fault;

/** Carries an {@link EngineFault}. */
public final class EngineException extends RuntimeException {
  private final transient EngineFault fault;

  public EngineException(EngineFault fault) {
    super(fault.message());
    this.fault = fault;
  }

  public EngineException(EngineFault fault, Throwable cause) {
    super(fault.message(), cause);
    this.fault = fault;
  }

  /** What went wrong. */
  public EngineFault fault() {
    return fault;
  }
}
