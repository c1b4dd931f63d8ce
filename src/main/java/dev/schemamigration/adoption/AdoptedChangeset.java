package dev.schemamigration.adoption;

import dev.schemamigration.database.tracking.ChangesetId;
import dev.schemamigration.database.tracking.ExecType;
import java.util.Objects;

/**
 * A changeset that Liquibase itself has recorded, matched to the changeset of the source.
 *
 * @param recorded as Liquibase's table has it
 * @param declared as the source has it; the path may differ from the recorded one
 * @param execType with which it counts as run
 */
public record AdoptedChangeset(ChangesetId recorded, ChangesetId declared, ExecType execType) {
  public AdoptedChangeset {
    Objects.requireNonNull(recorded);
    Objects.requireNonNull(declared);
    Objects.requireNonNull(execType);
  }
}
