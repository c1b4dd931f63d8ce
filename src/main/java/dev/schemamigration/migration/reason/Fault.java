package dev.schemamigration.migration.reason;

import java.util.Objects;

/**
 * The fault with which a pass stopped, as it is reported. Holds no secret.
 *
 * @param reason classifies it
 * @param finding setting and cause in one sentence, with the remedy where that is specific to it
 * @param remedy the general remedy of the reason; may be empty
 * @param subject which thing it is about: a beginning of the finding, without what varies from one
 *     try to the next
 */
public record Fault(Reason reason, String finding, String remedy, String subject) {
  public Fault {
    Objects.requireNonNull(reason);
    Objects.requireNonNull(finding);
    Objects.requireNonNull(remedy);
    Objects.requireNonNull(subject);
  }

  /** A fault whose finding names its thing before the first semicolon; a plan by its hash. */
  public Fault(Reason reason, String finding, String remedy) {
    this(
        reason,
        finding,
        remedy,
        reason == Reason.ApprovalRequired ? finding : until("; ", finding));
  }

  /** A fault without a general remedy. */
  public Fault(Reason reason, String message) {
    this(reason, message, "");
  }

  /** The same about what stands before the first colon. */
  Fault aboutBeginning() {
    return new Fault(reason, finding, remedy, until(": ", finding));
  }

  private static String until(String end, String finding) {
    int at = finding.indexOf(end);
    return at < 0 ? finding : finding.substring(0, at);
  }

  /** Finding and remedy in one sentence. */
  public String message() {
    return remedy.isEmpty() ? finding : finding + "; " + remedy;
  }
}
