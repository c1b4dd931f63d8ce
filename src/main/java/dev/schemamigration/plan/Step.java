package dev.schemamigration.plan;

import java.util.Collections;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;

/**
 * One revision applied or undone.
 *
 * @param revision its id
 * @param message the revision's message
 * @param headsAfter the applied heads once the step is done, sorted by id; empty means base
 */
public record Step(Operation operation, String revision, String message, Set<String> headsAfter) {
  public Step {
    Objects.requireNonNull(operation);
    Objects.requireNonNull(revision);
    Objects.requireNonNull(message);
    if (!(headsAfter instanceof HeadsAfter)) {
      headsAfter = Collections.unmodifiableSet(new TreeSet<>(headsAfter));
    }
  }
}
