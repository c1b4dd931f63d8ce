package dev.schemamigration.database;

import java.util.Objects;

/**
 * What Liquibase knows a changeset by.
 *
 * @param path of its file, or its logical path
 * @param checksum with its version prefix, as in {@code 9:4b2…}; empty when none was recorded
 */
public record ChangesetName(String path, String id, String author, String checksum) {
  public ChangesetName {
    Objects.requireNonNull(path);
    Objects.requireNonNull(id);
    Objects.requireNonNull(author);
    Objects.requireNonNull(checksum);
  }

  /** {@code path::id::author}, as Liquibase prints it. */
  public String key() {
    return path + "::" + id + "::" + author;
  }
}
