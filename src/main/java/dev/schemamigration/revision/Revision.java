package dev.schemamigration.revision;

import java.util.List;
import java.util.Objects;

/**
 * A node of the graph, as its file declares it. {@link RevisionGraph#of} validates its names and
 * parents, because it has all revisions together.
 *
 * @param id unique in its graph
 * @param downRevisions ids of the parents; empty for a base, several for a merge
 * @param branchLabels names of its lineage
 * @param dependsOn ids or labels of revisions that must be applied before it without being parents
 * @param message one line for people; may be empty
 */
public record Revision(
    String id,
    List<String> downRevisions,
    List<String> branchLabels,
    List<String> dependsOn,
    String message) {
  public Revision {
    Objects.requireNonNull(id);
    Objects.requireNonNull(message);
    downRevisions = List.copyOf(downRevisions);
    branchLabels = List.copyOf(branchLabels);
    dependsOn = List.copyOf(dependsOn);
  }

  /** Whether it has no down revision. */
  public boolean isBase() {
    return downRevisions.isEmpty();
  }

  /** Whether it has several down revisions. */
  public boolean isMerge() {
    return downRevisions.size() > 1;
  }
}
