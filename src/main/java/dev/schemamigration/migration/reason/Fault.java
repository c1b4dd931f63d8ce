package dev.schemamigration.migration.reason;

import java.util.Objects;

/**
 * Why the pass stopped.
 *
 * @param reason what kind
 * @param finding field, thing and, unless it is the same for all of the reason, remedy in one
 *     sentence; holds no secret
 * @param remedy what users of the resource can do besides; may be empty
 */
public record Fault(Reason reason, String finding, String remedy) {
  public Fault {
    Objects.requireNonNull(reason);
    Objects.requireNonNull(finding);
    Objects.requireNonNull(remedy);
  }

  /** A fault whose message says what to do, or for which there is nothing to do. */
  public Fault(Reason reason, String message) {
    this(reason, message, "");
  }

  /** Finding and remedy in one sentence. */
  public String message() {
    return remedy.isEmpty() ? finding : finding + "; " + remedy;
  }
}
