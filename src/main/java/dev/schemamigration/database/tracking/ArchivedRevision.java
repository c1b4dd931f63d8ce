package dev.schemamigration.database.tracking;

import dev.schemamigration.revision.Revision;
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
 */
public record ArchivedRevision(
    Revision revision,
    RevisionState state,
    UUID attempt,
    String path,
    String sha256,
    boolean irreversible,
    List<String> changesets) {
  public ArchivedRevision {
    Objects.requireNonNull(revision);
    Objects.requireNonNull(state);
    Objects.requireNonNull(attempt);
    Objects.requireNonNull(path);
    Objects.requireNonNull(sha256);
    changesets = List.copyOf(changesets);
  }

  /** The revision's id. */
  public String id() {
    return revision.id();
  }
}
