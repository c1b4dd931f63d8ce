package dev.schemamigration.engine.autocommit.kind;

import java.util.Optional;

/** A statement that Postgres allows in a transaction block; it commits with its journal row. */
record Transactional() implements AutocommitKind {
  @Override
  public Optional<String> refusedInTransaction() {
    return Optional.empty();
  }

  @Override
  public boolean commitsWithJournal() {
    return true;
  }

  @Override
  public Optional<Effect> settle(Catalog catalog, String before) {
    return Optional.of(Effect.NONE);
  }
}
