package dev.schemamigration.plan;

import java.util.Objects;
import java.util.Set;

/**
 * One revision applied or undone.
 *
 * @param revision its id
 * @param message the revision's message
 * @param headsAfter the applied heads once the step is done; empty means base
 */
public record Step(Operation operation, String revision, String message, Set<String> headsAfter) {
  public Step {
    Objects.requireNonNull(operation);
    Objects.requireNonNull(revision);
    Objects.requireNonNull(message);
    headsAfter = Set.copyOf(headsAfter);
  }
}
