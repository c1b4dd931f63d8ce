package dev.schemamigration.adoption;

import dev.schemamigration.database.tracking.ChangesetId;
import java.util.Objects;
import java.util.function.Predicate;

/**
 * A changeset of the source, as far as another tool's history can be compared with it.
 *
 * @param checksum Liquibase's, with its version prefix; empty when there is none
 * @param valid whether its author declares a checksum to be as good as its own
 */
public record DeclaredChangeset(ChangesetId id, String checksum, Predicate<String> valid) {
  public DeclaredChangeset {
    Objects.requireNonNull(id);
    Objects.requireNonNull(checksum);
    Objects.requireNonNull(valid);
  }

  boolean isNamedLike(ChangesetId other) {
    return id.id().equals(other.id()) && id.author().equals(other.author());
  }

  String key() {
    return id.key();
  }

  String path() {
    return id.path();
  }
}
