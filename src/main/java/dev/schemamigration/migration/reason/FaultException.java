package dev.schemamigration.migration.reason;

/** Carries a fault of the pass to its end. */
public final class FaultException extends RuntimeException {
  private final transient Fault fault;

  public FaultException(Reason reason, String message) {
    this(new Fault(reason, message));
  }

  public FaultException(Fault fault) {
    super(fault.message());
    this.fault = fault;
  }

  public Fault fault() {
    return fault;
  }
}
