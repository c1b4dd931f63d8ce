package dev.schemamigration.migration.reason;

import java.util.Objects;

/**
 * Why the pass stopped.
 *
 * @param reason what kind
 * @param message field, thing and remedy in one sentence; holds no secret
 */
public record Fault(Reason reason, String message) {
  public Fault {
    Objects.requireNonNull(reason);
    Objects.requireNonNull(message);
  }
}
