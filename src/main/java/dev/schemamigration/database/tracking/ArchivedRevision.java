package dev.schemamigration.database.tracking;

import dev.schemamigration.revision.Revision;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.UUID;

/**
 * What the archive says of a revision, without the text.
 *
 * @param revision id, parents, labels, dependencies (as ids) and message, as applied
 * @param state how far it got
 * @param attempt tells this application apart from earlier ones of the same revision
 * @param path file it was applied from
 * @param sha256 of that file, lower-case hexadecimal
 * @param irreversible its author forbade a downgrade
 * @param changesets keys of the changesets it recorded
 * @param appliedAt when it was recorded
 * @param appliedBy resource or program that asked for it
 */
public record ArchivedRevision(
    Revision revision,
    RevisionState state,
    UUID attempt,
    String path,
    String sha256,
    boolean irreversible,
    List<String> changesets,
    Instant appliedAt,
    String appliedBy) {
  public ArchivedRevision {
    Objects.requireNonNull(revision);
    Objects.requireNonNull(state);
    Objects.requireNonNull(attempt);
    Objects.requireNonNull(path);
    Objects.requireNonNull(sha256);
    changesets = List.copyOf(changesets);
    Objects.requireNonNull(appliedAt);
    Objects.requireNonNull(appliedBy);
  }

  /** The revision's id. */
  public String id() {
    return revision.id();
  }
}
