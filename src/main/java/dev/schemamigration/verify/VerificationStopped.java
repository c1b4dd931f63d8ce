package dev.schemamigration.verify;

import dev.schemamigration.migration.reason.Fault;

/** Ends a verification whose server failed it, or that was told to stop: it has no result. */
public final class VerificationStopped extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final transient Fault fault;

  VerificationStopped(Fault fault) {
    super(fault.message());
    this.fault = fault;
  }

  /** What stopped it. */
  public Fault fault() {
    return fault;
  }
}
