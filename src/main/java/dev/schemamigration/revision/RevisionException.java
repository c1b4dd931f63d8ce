package dev.schemamigration.revision;

/** Carries a {@link RevisionFault} out of a computation that has no answer because of it. */
public final class RevisionException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final transient RevisionFault fault;

  public RevisionException(RevisionFault fault) {
    super(fault.message());
    this.fault = fault;
  }

  /** What is wrong, as data. */
  public RevisionFault fault() {
    return fault;
  }
}
