package dev.schemamigration.plan;

import dev.schemamigration.revision.RevisionGraph;
import dev.schemamigration.revision.StampTarget;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * Computes what counts as applied after a stamp, which records revisions without running them.
 * Pure.
 */
public final class StampPlanner {
  private StampPlanner() {}

  /**
   * The ids of all revisions that are recorded as applied afterwards. Each target replaces the
   * heads that it descends from or leads to; heads of other lines stay.
   *
   * @param heads the current heads of the database
   * @param targets ids, labels, {@code head}, {@code heads} or {@code base}, each perhaps with a
   *     branch; steps are not counted
   * @param purge forget the heads first, whatever they are
   * @throws dev.schemamigration.revision.RevisionException when a target or a head is faulty
   */
  public static Set<String> stamp(
      RevisionGraph graph, Collection<String> heads, List<String> targets, boolean purge) {
    StampTarget target = StampTarget.resolve(graph, purge ? List.of() : heads, targets);
    Set<String> stamped = new LinkedHashSet<>(purge ? List.of() : heads);
    stamped.removeAll(target.replaced());
    stamped.addAll(target.revisions());
    return graph.ancestorsOf(stamped);
  }
}
