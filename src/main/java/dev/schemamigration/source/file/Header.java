package dev.schemamigration.source.file;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * What the header of one file says; what it leaves out is empty.
 *
 * @param revision the declared id
 * @param downRevisions the declared parents; an empty list is a declared base, an empty Optional
 *     says nothing
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

  /** Whether the file says where in the graph it stands; else its place follows from its name. */
  public boolean standsAlone() {
    return revision.isPresent() || downRevisions.isPresent();
  }
}
