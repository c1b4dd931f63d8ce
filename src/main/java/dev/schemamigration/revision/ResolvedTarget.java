package dev.schemamigration.revision;

import java.util.Collections;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * A declared target, resolved in a graph: the revisions to be at, with all that must come before
 * them.
 *
 * @param targets ids, none of which already contains another; empty means base
 * @param governed the revisions that the target governs, when it names a branch: others stay as
 *     they are unless they depend on what is undone. Empty when it governs all
 */
public record ResolvedTarget(Set<String> targets, Optional<Set<String>> governed) {
  public ResolvedTarget {
    targets = Collections.unmodifiableSet(new TreeSet<>(targets));
    governed = governed.map(Set::copyOf);
  }
}
