package dev.schemamigration.plan;

import dev.schemamigration.revision.DowngradeTarget;
import dev.schemamigration.revision.RevisionGraph;
import dev.schemamigration.revision.TargetFault;
import dev.schemamigration.revision.UpgradeTarget;
import java.util.List;
import java.util.Set;

/**
 * Plans from the rows of an {@code alembic_version} table, whatever they are, as Alembic does. Our
 * own record is a set of revisions, of which the heads follow.
 */
final class AlembicRows {
  private AlembicRows() {}

  static Plan upgrade(RevisionGraph graph, List<String> rows, String target) {
    var tops = UpgradeTarget.resolve(graph, rows, target);
    var applied = applied(graph, rows);
    for (var row : rows) {
      var contained = rows.stream().filter(it -> !it.equals(row)).toList();
      contained = contained.stream().filter(graph.ancestorsOf(List.of(row))::contains).toList();
      if (!contained.isEmpty()) {
        throw new TargetFault.OverlappingTargets(row, contained).asException();
      }
    }
    return CommandPlanner.up(graph, applied, tops);
  }

  static Plan downgrade(RevisionGraph graph, List<String> rows, String target) {
    var down = DowngradeTarget.resolve(graph, rows, target);
    return CommandPlanner.down(graph, applied(graph, rows), rows, target, down);
  }

  private static Set<String> applied(RevisionGraph graph, List<String> rows) {
    graph.headsOf(Set.copyOf(rows)); // refuses what is no whole id
    return graph.ancestorsOf(rows);
  }
}
