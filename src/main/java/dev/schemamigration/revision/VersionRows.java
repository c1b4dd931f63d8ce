package dev.schemamigration.revision;

import java.util.List;
import java.util.SequencedSet;

/**
 * The rows of an {@code alembic_version} table: the heads that another tool left there. Everything
 * that comes before them is applied too.
 */
public record VersionRows(List<String> rows) {
  public VersionRows {
    rows = List.copyOf(rows);
  }

  /**
   * All applied revisions.
   *
   * @throws RevisionException with an {@link AppliedFault} when a row is not the whole id of a
   *     revision
   */
  public SequencedSet<String> applied(RevisionGraph graph) {
    return graph.idsOf(Reach.from(Applied.places(graph, rows), graph.wiring().parents));
  }

  /**
   * Refuses rows of which one already contains another. They are left behind by a downgrade that
   * went wrong; an upgrade would build on a table that contradicts itself.
   *
   * @throws RevisionException with {@link AppliedFault.OverlappingHeads}
   */
  public void requireDistinct(RevisionGraph graph) {
    Applied.overlap(graph, Applied.places(graph, rows))
        .ifPresent(
            it -> {
              throw new AppliedFault.OverlappingHeads(it.revision(), it.contained()).asException();
            });
  }
}
