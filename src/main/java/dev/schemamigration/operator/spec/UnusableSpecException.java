package dev.schemamigration.operator.spec;

import dev.schemamigration.migration.reason.Fault;
import dev.schemamigration.migration.reason.Reason;

/** Ends the reading of a spec; {@link SpecReader} turns it into a value. */
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
