package dev.schemamigration.policy;

/** Whether a plan may run. */
public sealed interface Verdict {
  /** It may. */
  record Allowed() implements Verdict {}

  /** It undoes something, and the rules forbid that. */
  record DowngradeDenied(String message) implements Verdict {}

  /** It waits for a person. */
  record ApprovalRequired(String message) implements Verdict {}
}
