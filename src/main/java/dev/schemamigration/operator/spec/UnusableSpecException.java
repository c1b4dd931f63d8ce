package dev.schemamigration.operator.spec;

import dev.schemamigration.migration.reason.Fault;
import dev.schemamigration.migration.reason.Reason;

/** Carries the fault of a part of a spec to {@link Validated}, which turns it into a value. */
final class UnusableSpecException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final transient Fault fault;

  UnusableSpecException(Reason reason, String message) {
    super(message, null, false, false);
    this.fault = new Fault(reason, message);
  }

  Fault fault() {
    return fault;
  }
}
