package dev.schemamigration.database.tracking;

import java.util.Objects;

/**
 * A row to be written into Liquibase's {@code databasechangelog}.
 *
 * @param checksum Liquibase's, with its version prefix
 */
public record ChangelogRow(
    ChangesetId changeset,
    ExecType execType,
    String checksum,
    String description,
    String comments,
    String contexts,
    String labels) {
  public ChangelogRow {
    Objects.requireNonNull(changeset);
    Objects.requireNonNull(execType);
  }
}
