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
 * Plans Alembic's commands {@code upgrade} and {@code downgrade} with Alembic's meaning, for the
 * command line: upgrade only ever applies, downgrade only ever undoes. Pure: same arguments, same
 * plan.
 */
public final class CommandPlanner {
  private CommandPlanner() {}

  /**
   * The plan that applies the target and what must come before it; other branches stay as they are.
   * Empty when the target is a current revision or an ancestor of one.
   *
   * @param applied the ids of all applied revisions
   * @throws dev.schemamigration.revision.RevisionException when the target or applied is faulty
   */
  public static Plan upgrade(RevisionGraph graph, Set<String> applied, String target) {
    DeclaredPlanner.requireClosed(graph, applied);
    return up(graph, applied, UpgradeTarget.resolve(graph, graph.headsOf(applied), target));
  }

  /**
   * The plan that undoes what follows the target and all that depends on it; the target stays.
   *
   * @param applied the ids of all applied revisions
   * @throws dev.schemamigration.revision.RevisionException when the target or applied is faulty, or
   *     the target is not an ancestor of the current heads
   */
  public static Plan downgrade(RevisionGraph graph, Set<String> applied, String target) {
    DeclaredPlanner.requireClosed(graph, applied);
    Collection<String> heads = graph.headsOf(applied);
    return down(graph, applied, heads, target, DowngradeTarget.resolve(graph, heads, target));
  }

  static Plan up(RevisionGraph graph, Set<String> applied, List<String> targets) {
    Set<String> missing = new LinkedHashSet<>(graph.ancestorsOf(targets));
    missing.removeAll(applied);
    return PlanBuilder.plan(
        graph, applied, List.of(), graph.newestFirst(missing, targets).reversed());
  }

  static Plan down(
      RevisionGraph graph,
      Set<String> applied,
      Collection<String> heads,
      String text,
      DowngradeTarget target) {
    Set<String> undone = new LinkedHashSet<>(graph.dependentsOf(target.roots()));
    undone.retainAll(applied);
    if (undone.isEmpty() && target.floor().filter(floor -> !heads.contains(floor)).isPresent()) {
      throw new TargetFault.NotBelow(text, List.copyOf(heads)).asException();
    }
    return PlanBuilder.plan(graph, applied, graph.newestFirst(undone, heads), List.of());
  }
}
