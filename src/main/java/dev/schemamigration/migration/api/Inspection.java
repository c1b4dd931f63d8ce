package dev.schemamigration.migration.api;

import dev.schemamigration.database.session.DatabaseFacts;
import dev.schemamigration.database.tracking.Ownership;
import dev.schemamigration.migration.reason.Fault;
import dev.schemamigration.revision.Heads;
import dev.schemamigration.revision.RevisionGraph;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;

/** The result of reading the recorded state of a database, without a target. */
public sealed interface Inspection {

  /**
   * The state was read.
   *
   * @param database which database was read
   * @param graph all revisions of source and archive
   * @param applied ids of the revisions that are completely applied
   * @param unfinished ids of those that are half-way, sorted
   * @param paths file of each revision of the graph, by id, with a note where it is archived only
   * @param lost ids of applied revisions whose file the source no longer has
   * @param edited ids of applied revisions whose file is no longer what was applied
   * @param ownership what the database records about its schema and owner
   */
  record Read(
      DatabaseFacts database,
      RevisionGraph graph,
      Set<String> applied,
      List<String> unfinished,
      Map<String, String> paths,
      Set<String> lost,
      Set<String> edited,
      Optional<Ownership> ownership)
      implements Inspection {
    public Read {
      Objects.requireNonNull(database);
      Objects.requireNonNull(graph);
      applied = Set.copyOf(applied);
      unfinished = List.copyOf(unfinished);
      paths = Map.copyOf(paths);
      lost = Set.copyOf(lost);
      edited = Set.copyOf(edited);
      Objects.requireNonNull(ownership);
    }

    /** The applied heads. */
    public Heads heads() {
      return Heads.of(graph.headsOf(applied));
    }
  }

  /** The state could not be read, or contradicts itself. */
  record Stopped(Fault fault) implements Inspection {}
}
