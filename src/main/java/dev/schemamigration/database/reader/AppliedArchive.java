package dev.schemamigration.database.reader;

import dev.schemamigration.revision.Revision;
import java.util.List;
import java.util.Set;

/**
 * The archive of a database, without its texts.
 *
 * @param revisions in the order in which they were applied
 * @param applied ids of those that are applied to their end
 */
public record AppliedArchive(List<Revision> revisions, Set<String> applied) {
  /** That of a database in which nothing is recorded. */
  public static final AppliedArchive NONE = new AppliedArchive(List.of(), Set.of());

  public AppliedArchive {
    revisions = List.copyOf(revisions);
    applied = Set.copyOf(applied);
  }
}
