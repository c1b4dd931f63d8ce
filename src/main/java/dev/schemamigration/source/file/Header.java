package dev.schemamigration.source.file;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * The header of one revision file; a key that it does not have is empty.
 *
 * @param revision the declared id
 * @param downRevisions the declared parents; an empty list is a declared base, an empty Optional is
 *     no declaration
 * @param message the declared message, else the first free line of the comment
 */
public record Header(
    Optional<String> revision,
    Optional<List<String>> downRevisions,
    List<String> branchLabels,
    List<String> dependsOn,
    Optional<Instant> createDate,
    boolean irreversible,
    OptionalInt minServerVersion,
    Optional<String> message) {

  /** Whether the file declares its own node; otherwise its name and its order imply it. */
  public boolean declaresNode() {
    return revision.isPresent() || downRevisions.isPresent();
  }
}
