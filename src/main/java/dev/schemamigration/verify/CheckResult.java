package dev.schemamigration.verify;

import java.util.Objects;

/**
 * The answer to one check.
 *
 * @param summary what was looked at, or why nothing was
 */
public record CheckResult(Check check, Status status, String summary) {
  /** The answer in one word. */
  public enum Status {
    PASSED,
    FAILED,
    SKIPPED
  }

  public CheckResult {
    Objects.requireNonNull(check);
    Objects.requireNonNull(status);
    Objects.requireNonNull(summary);
  }
}
