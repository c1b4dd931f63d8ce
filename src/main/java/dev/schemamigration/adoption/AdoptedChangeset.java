package dev.schemamigration.adoption;

import dev.schemamigration.database.tracking.ChangesetId;
import java.util.Objects;

/**
 * A changeset that Liquibase itself has recorded, matched to the changeset of the source.
 *
 * @param recorded as Liquibase's table has it
 * @param declared as the source has it; the path may differ from the recorded one
 * @param executionType EXECUTED, RERAN or MARK_RAN
 */
public record AdoptedChangeset(ChangesetId recorded, ChangesetId declared, String executionType) {
  public AdoptedChangeset {
    Objects.requireNonNull(recorded);
    Objects.requireNonNull(declared);
    Objects.requireNonNull(executionType);
  }
}
