package dev.schemamigration.revision;

/** Carries a {@link RevisionFault} out of the computation that it ends. */
public final class RevisionException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final transient RevisionFault fault;

  public RevisionException(RevisionFault fault) {
    super(fault.message());
    this.fault = fault;
  }

  /** The fault, with its data. */
  public RevisionFault fault() {
    return fault;
  }
}
