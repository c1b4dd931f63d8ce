package dev.schemamigration.migration.reason;

import java.util.Objects;

/**
 * The fault with which a pass stopped, as it is reported. Holds no secret.
 *
 * @param reason classifies it
 * @param finding setting and cause in one sentence, with the remedy where that is specific to it
 * @param remedy the general remedy of the reason; may be empty
 */
public record Fault(Reason reason, String finding, String remedy) {
  public Fault {
    Objects.requireNonNull(reason);
    Objects.requireNonNull(finding);
    Objects.requireNonNull(remedy);
  }

  /** A fault without a general remedy. */
  public Fault(Reason reason, String message) {
    this(reason, message, "");
  }

  /** Finding and remedy in one sentence. */
  public String message() {
    return remedy.isEmpty() ? finding : finding + "; " + remedy;
  }
}
