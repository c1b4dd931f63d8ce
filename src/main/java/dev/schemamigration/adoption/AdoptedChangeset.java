package dev.schemamigration.adoption;

import dev.schemamigration.database.tracking.ChangesetId;
import java.util.Objects;

/**
 * A changeset that the real Liquibase has recorded.
 *
 * @param theirs as it stands in Liquibase's table
 * @param ours the same in the source
 * @param executionType EXECUTED, RERAN or MARK_RAN
 */
public record AdoptedChangeset(ChangesetId theirs, ChangesetId ours, String executionType) {
  public AdoptedChangeset {
    Objects.requireNonNull(theirs);
    Objects.requireNonNull(ours);
    Objects.requireNonNull(executionType);
  }
}
