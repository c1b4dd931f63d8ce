package dev.schemamigration.migration;

/** Carries a fault of the pass to its end. */
final class FaultException extends RuntimeException {
  private final transient Fault fault;

  FaultException(Reason reason, String message) {
    this(new Fault(reason, message));
  }

  FaultException(Fault fault) {
    super(fault.message());
    this.fault = fault;
  }

  Fault fault() {
    return fault;
  }
}
