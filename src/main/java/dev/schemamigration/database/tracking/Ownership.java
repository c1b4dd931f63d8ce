package dev.schemamigration.database.tracking;

import java.util.Objects;
import java.util.Optional;

/**
 * The row of the table {@code tracking_owner}: where the recorded revisions have been applied, and
 * who migrates the database.
 *
 * @param schema first schema of the search_path of the migrations
 * @param owner the resource that has claimed the database; empty when none has
 * @param target the target of the owner's latest run; empty text without an owner
 */
public record Ownership(String schema, Optional<DatabaseOwner> owner, String target) {
  public Ownership {
    Objects.requireNonNull(schema);
    Objects.requireNonNull(owner);
    Objects.requireNonNull(target);
  }
}
