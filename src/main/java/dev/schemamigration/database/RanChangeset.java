package dev.schemamigration.database;

import java.util.Objects;

/**
 * A row to be written to Liquibase's own table.
 *
 * @param key {@code path::id::author}, as Liquibase prints a changeset
 * @param executionType Liquibase's word: EXECUTED, MARK_RAN, …
 * @param checksum Liquibase's, with its version prefix
 */
public record RanChangeset(
    String path,
    String id,
    String author,
    String executionType,
    String checksum,
    String description,
    String comments,
    String contexts,
    String labels) {
  public RanChangeset {
    Objects.requireNonNull(path);
    Objects.requireNonNull(id);
    Objects.requireNonNull(author);
  }

  /** {@code path::id::author}. */
  public String key() {
    return path + "::" + id + "::" + author;
  }
}
