package dev.schemamigration.plan;

import dev.schemamigration.revision.DowngradeTarget;
import dev.schemamigration.revision.RevisionGraph;
import dev.schemamigration.revision.TargetFault;
import dev.schemamigration.revision.UpgradeTarget;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * Alembic's two verbs with Alembic's meaning, for the command line: upgrade only ever applies,
 * downgrade only ever undoes. Pure: same arguments, same plan.
 */
public final class CommandPlanner {
  private CommandPlanner() {}

  /**
   * Applies the target and what must come before it; other branches stay as they are. At or behind
   * the current revisions there is nothing to do.
   *
   * @param applied the ids of all applied revisions
   * @throws dev.schemamigration.revision.RevisionException when the target or applied is faulty
   */
  public static Plan upgrade(RevisionGraph graph, Set<String> applied, String target) {
    DeclaredPlanner.requireClosed(graph, applied);
    return up(graph, applied, UpgradeTarget.resolve(graph, graph.headsOf(applied), target));
  }

  /**
   * Undoes what stands above the target and all that needs it; the target stays.
   *
   * @param applied the ids of all applied revisions
   * @throws dev.schemamigration.revision.RevisionException when the target or applied is faulty, or
   *     the target is not below where the database stands
   */
  public static Plan downgrade(RevisionGraph graph, Set<String> applied, String target) {
    DeclaredPlanner.requireClosed(graph, applied);
    Collection<String> heads = graph.headsOf(applied);
    return down(graph, applied, heads, target, DowngradeTarget.resolve(graph, heads, target));
  }

  static Plan up(RevisionGraph graph, Set<String> applied, List<String> tops) {
    Set<String> missing = new LinkedHashSet<>(graph.ancestorsOf(tops));
    missing.removeAll(applied);
    return PlanBuilder.plan(graph, applied, List.of(), graph.newestFirst(missing, tops).reversed());
  }

  static Plan down(
      RevisionGraph graph,
      Set<String> applied,
      Collection<String> heads,
      String text,
      DowngradeTarget target) {
    Set<String> doomed = new LinkedHashSet<>(graph.dependentsOf(target.roots()));
    doomed.retainAll(applied);
    if (doomed.isEmpty() && target.floor().filter(floor -> !heads.contains(floor)).isPresent()) {
      throw new TargetFault.NotBelow(text, List.copyOf(heads)).asException();
    }
    return PlanBuilder.plan(graph, applied, graph.newestFirst(doomed, heads), List.of());
  }
}
