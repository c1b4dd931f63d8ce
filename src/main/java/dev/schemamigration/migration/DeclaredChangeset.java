package dev.schemamigration.migration;

import dev.schemamigration.database.ChangesetName;
import java.util.Objects;
import java.util.function.Predicate;

/**
 * A changeset of the source, as far as another tool's history can be compared with it.
 *
 * @param valid whether its author declares a checksum to be as good as its own
 */
record DeclaredChangeset(ChangesetName name, Predicate<String> valid) {
  DeclaredChangeset {
    Objects.requireNonNull(name);
    Objects.requireNonNull(valid);
  }

  boolean isNamedLike(ChangesetName other) {
    return name.id().equals(other.id()) && name.author().equals(other.author());
  }

  String key() {
    return name.key();
  }

  String path() {
    return name.path();
  }

  String checksum() {
    return name.checksum();
  }
}
