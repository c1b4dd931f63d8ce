package dev.schemamigration.engine.changelog;

import dev.schemamigration.database.tracking.ChangesetId;
import java.util.function.Predicate;

/**
 * A changeset that is not in question for its contexts or labels. Nothing of it is validated but
 * the expressions that leave it out, as it is not executed.
 *
 * @param id what Liquibase identifies it by
 * @param checksum Liquibase's; empty where it cannot be computed
 * @param declaresValid accepts the checksums that its author declares valid
 */
public record LeftOutChangeset(ChangesetId id, String checksum, Predicate<String> declaresValid) {}
