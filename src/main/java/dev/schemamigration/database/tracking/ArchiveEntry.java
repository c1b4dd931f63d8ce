package dev.schemamigration.database.tracking;

import dev.schemamigration.revision.Revision;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.UUID;

/**
 * What is written into the archive when a revision is applied.
 *
 * @param revision as the graph knows it, its dependencies as ids
 * @param text what was applied
 * @param sha256 of its content
 * @param changesets keys of those recorded as run
 * @param duration how long it took
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
