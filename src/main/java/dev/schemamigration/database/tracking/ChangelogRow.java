package dev.schemamigration.database.tracking;

import java.util.Objects;

/**
 * A row to be written to Liquibase's own table.
 *
 * @param executionType Liquibase's word: EXECUTED, MARK_RAN, …
 * @param checksum Liquibase's, with its version prefix
 */
public record ChangelogRow(
    ChangesetId changeset,
    String executionType,
    String checksum,
    String description,
    String comments,
    String contexts,
    String labels) {
  public ChangelogRow {
    Objects.requireNonNull(changeset);
  }
}
