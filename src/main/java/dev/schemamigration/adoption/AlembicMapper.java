package dev.schemamigration.adoption;

import dev.schemamigration.revision.RevisionGraph;
import java.util.List;

/**
 * Alembic records heads: they and all that comes before them have run. Only whole ids count;
 * Alembic itself takes a shortened one in its table for the revision and then corrupts the table.
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
