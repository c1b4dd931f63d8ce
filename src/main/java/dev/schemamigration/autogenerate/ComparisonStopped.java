package dev.schemamigration.autogenerate;

import dev.schemamigration.migration.reason.Fault;

/** Ends a comparison that has no result. */
public final class ComparisonStopped extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final transient Fault fault;

  ComparisonStopped(Fault fault) {
    super(fault.message());
    this.fault = fault;
  }

  /** What stopped it. */
  public Fault fault() {
    return fault;
  }
}
