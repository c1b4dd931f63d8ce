package dev.schemamigration.migration.api;

import dev.schemamigration.database.tracking.DatabaseOwner;
import java.util.Objects;

/**
 * The claim of a request to own the database, which keeps every other resource from migrating it.
 *
 * @param owner for which resource
 * @param takeOver whether the database may be taken from another owner: once for each generation of
 *     the resource, so that two who both may do not take it from each other for ever
 */
public record Claim(DatabaseOwner owner, boolean takeOver) {
  public Claim {
    Objects.requireNonNull(owner);
  }
}
