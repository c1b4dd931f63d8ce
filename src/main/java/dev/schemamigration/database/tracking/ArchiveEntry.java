package dev.schemamigration.database.tracking;

import dev.schemamigration.database.archive.ArchivedText;
import dev.schemamigration.revision.Revision;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.UUID;

/**
 * The row to be written into the archive for a revision.
 *
 * @param revision from the graph, its dependencies as ids
 * @param state whether it is applied or half-way
 * @param attempt identifies this application of the revision
 * @param path of its file in the source
 * @param sha256 of its file, lower-case hexadecimal
 * @param irreversible whether its author forbids a downgrade
 * @param text the file and the files it reads, as applied
 * @param changesets keys of those recorded as run
 * @param duration how long it took to apply
 */
public record ArchiveEntry(
    Revision revision,
    RevisionState state,
    UUID attempt,
    String path,
    String sha256,
    boolean irreversible,
    ArchivedText text,
    List<String> changesets,
    Duration duration) {
  public ArchiveEntry {
    Objects.requireNonNull(revision);
    Objects.requireNonNull(state);
    Objects.requireNonNull(attempt);
    Objects.requireNonNull(path);
    Objects.requireNonNull(sha256);
    Objects.requireNonNull(text);
    Objects.requireNonNull(duration);
    changesets = List.copyOf(changesets);
  }
}
