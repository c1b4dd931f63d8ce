package dev.schemamigration.migration.api;

import dev.schemamigration.database.session.DatabaseFacts;
import dev.schemamigration.migration.reason.Fault;
import dev.schemamigration.revision.Heads;
import dev.schemamigration.revision.RevisionGraph;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;

/** What a look at a database shows without asking it to go anywhere. */
public sealed interface Inspection {

  /**
   * The state was read.
   *
   * @param graph all revisions that source and archive know
   * @param applied ids of the revisions that are wholly applied
   * @param unfinished ids of those that were left half-way, sorted
   * @param paths where the text of each revision of the graph comes from, by id
   */
  record Read(
      DatabaseFacts database,
      RevisionGraph graph,
      Set<String> applied,
      List<String> unfinished,
      Map<String, String> paths)
      implements Inspection {
    public Read {
      Objects.requireNonNull(database);
      Objects.requireNonNull(graph);
      applied = Set.copyOf(applied);
      unfinished = List.copyOf(unfinished);
      paths = Map.copyOf(paths);
    }

    /** The applied heads. */
    public Heads heads() {
      return Heads.of(graph.headsOf(applied));
    }
  }

  /** It could not be read, or does not make sense. */
  record Stopped(Fault fault) implements Inspection {}
}
