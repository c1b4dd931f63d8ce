package dev.schemamigration.plan;

import java.util.Collections;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;

/**
 * One revision to apply or to undo.
 *
 * @param revision its id
 * @param message the revision's message
 * @param parents ids of its down revisions, in the order of its file; empty for a base
 * @param headsAfter the applied heads once the step is done, sorted by id; empty means base
 */
public record Step(
    Operation operation,
    String revision,
    String message,
    List<String> parents,
    Set<String> headsAfter) {
  public Step {
    Objects.requireNonNull(operation);
    Objects.requireNonNull(revision);
    Objects.requireNonNull(message);
    parents = List.copyOf(parents);
    if (!(headsAfter instanceof HeadsAfter)) {
      headsAfter = Collections.unmodifiableSet(new TreeSet<>(headsAfter));
    }
  }
}
