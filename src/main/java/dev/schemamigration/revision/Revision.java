package dev.schemamigration.revision;

import java.util.List;
import java.util.Objects;

/**
 * One node of the graph, as its file declares it. Whether its names are legal and its parents exist
 * is judged by {@link RevisionGraph#of}, which sees all revisions together.
 *
 * @param id unique in its graph
 * @param downRevisions ids of the parents; empty for a base, several for a merge
 * @param branchLabels names that its lineage can be called by
 * @param dependsOn ids or labels of revisions that must be applied before it without being parents
 * @param message what it does, in a line; may be empty
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

  /** Whether history begins here: it follows no other revision. */
  public boolean isBase() {
    return downRevisions.isEmpty();
  }

  /** Whether it joins several lines of history. */
  public boolean isMerge() {
    return downRevisions.size() > 1;
  }
}
