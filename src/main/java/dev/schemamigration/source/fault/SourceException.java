package dev.schemamigration.source.fault;

import java.util.Objects;

/** Carries a {@link SourceFault} to the caller that turns it into a value. */
public final class SourceException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final transient SourceFault fault;

  public SourceException(SourceFault fault) {
    super(fault.message());
    this.fault = Objects.requireNonNull(fault);
  }

  /** The fault. */
  public SourceFault fault() {
    return fault;
  }
}
