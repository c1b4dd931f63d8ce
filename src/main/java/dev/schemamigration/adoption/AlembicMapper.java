package dev.schemamigration.adoption;

import dev.schemamigration.revision.RevisionGraph;
import java.util.List;

/**
 * Maps Alembic's history: Alembic records heads, so they and all their ancestors have run. Only
 * whole ids match; Alembic itself accepts an abbreviated one in its table and then corrupts the
 * table.
 */
record AlembicMapper(RevisionGraph graph) {

  MappedHistory of(ForeignHistory.Alembic history) {
    for (var version : history.versions()) {
      if (graph.find(version).isEmpty()) {
        throw new AdoptionRefusal(
            "%s (%s) stands at revision %s, which the source does not have; %s"
                .formatted(
                    history.tool(),
                    history.table(),
                    RevisionHints.quoted(version),
                    RevisionHints.near(graph, version)),
            "add that revision to the source under the same id");
      }
    }
    return new MappedHistory(graph.ancestorsOf(history.versions()), List.of());
  }
}
