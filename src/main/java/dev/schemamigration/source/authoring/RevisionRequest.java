package dev.schemamigration.source.authoring;

import java.util.List;
import java.util.Optional;

/**
 * What an author says about a new revision.
 *
 * @param message one line for people
 * @param heads names of the revisions that it follows, as {@code show} takes them; empty for the
 *     only head
 * @param splice whether it may follow a revision that is no head
 * @param branchLabels names of the line that begins with it
 * @param dependsOn names of revisions that must be applied before it
 * @param id empty for a generated one
 */
public record RevisionRequest(
    Optional<String> message,
    List<String> heads,
    boolean splice,
    List<String> branchLabels,
    List<String> dependsOn,
    Optional<String> id) {
  public RevisionRequest {
    heads = List.copyOf(heads);
    branchLabels = List.copyOf(branchLabels);
    dependsOn = List.copyOf(dependsOn);
  }
}
