package dev.schemamigration.database.tracking;

import dev.schemamigration.revision.Revision;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.UUID;

/**
 * A row of the archive, without the text.
 *
 * @param revision id, parents, labels, dependencies (as ids) and message, as applied
 * @param state how far it got
 * @param attempt identifies this application among earlier ones of the same revision
 * @param path of the file from which it was applied
 * @param sha256 of that file, lower-case hexadecimal
 * @param irreversible whether its author forbade a downgrade
 * @param changesets keys of the changesets recorded for it
 * @param appliedAt when it was recorded, by the server's clock
 * @param appliedBy name of the {@link Requester}
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
