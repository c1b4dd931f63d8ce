package dev.schemamigration.source.fault;

import java.util.Objects;

/** A source cannot be used; {@link #fault()} says why. */
public final class SourceException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final transient SourceFault fault;

  public SourceException(SourceFault fault) {
    super(fault.message());
    this.fault = Objects.requireNonNull(fault);
  }

  /** Why. */
  public SourceFault fault() {
    return fault;
  }
}
