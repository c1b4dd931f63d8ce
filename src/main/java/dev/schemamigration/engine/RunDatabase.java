package dev.schemamigration.engine;

import liquibase.database.core.PostgresDatabase;

/**
 * Postgres as one run sees it. Equal to itself only: Liquibase keys shared tables by database, and
 * two runs must never meet there.
 */
final class RunDatabase extends PostgresDatabase {
  @Override
  public boolean equals(Object other) {
    return this == other;
  }

  @Override
  public int hashCode() {
    return System.identityHashCode(this);
  }
}
