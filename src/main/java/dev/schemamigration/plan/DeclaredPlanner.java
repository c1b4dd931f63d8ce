package dev.schemamigration.plan;

import dev.schemamigration.revision.AppliedFault;
import dev.schemamigration.revision.ResolvedTarget;
import dev.schemamigration.revision.RevisionGraph;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** Plans the way from what is applied to what is declared. Pure: same arguments, same plan. */
public final class DeclaredPlanner {
  private DeclaredPlanner() {}

  /**
   * The plan that undoes what is governed and not wanted, newest first, then applies what is
   * missing, parents first. Does not depend on the order of the files.
   *
   * @param applied the ids of all applied revisions
   * @throws dev.schemamigration.revision.RevisionException with an {@link AppliedFault} when
   *     applied holds unknown revisions or lacks some that must come before
   */
  public static Plan plan(RevisionGraph graph, Set<String> applied, ResolvedTarget target) {
    requireClosed(graph, applied);
    Set<String> wanted = graph.ancestorsOf(target.targets());
    Set<String> undone = new LinkedHashSet<>(applied);
    undone.removeAll(wanted);
    target.governed().ifPresent(undone::retainAll);
    undone = new LinkedHashSet<>(graph.dependentsOf(undone));
    undone.retainAll(applied);
    Set<String> missing = new LinkedHashSet<>(wanted);
    missing.removeAll(applied);
    return PlanBuilder.plan(graph, applied, graph.newestFirst(undone), graph.oldestFirst(missing));
  }

  /**
   * Requires that everything that must come before an applied revision is applied too.
   *
   * @throws dev.schemamigration.revision.RevisionException with {@link AppliedFault.NotClosed}
   */
  static void requireClosed(RevisionGraph graph, Set<String> applied) {
    Set<String> missing = graph.missingParentsOf(applied);
    if (!missing.isEmpty()) {
      List<String> orphans =
          applied.stream()
              .filter(id -> !applied.containsAll(graph.parentsOf(id)))
              .sorted()
              .toList();
      throw new AppliedFault.NotClosed(missing.stream().sorted().toList(), orphans).asException();
    }
  }
}
