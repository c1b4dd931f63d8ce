package dev.schemamigration.engine.liquibase;

import java.util.concurrent.atomic.AtomicInteger;
import liquibase.database.core.PostgresDatabase;

/**
 * Postgres as one run sees it. Equal to itself only, with a hash code of its own: Liquibase keys
 * shared tables by database, some by nothing but its hash code, and two runs must never meet there.
 */
public final class SessionDatabase extends PostgresDatabase {
  private static final AtomicInteger SERIAL = new AtomicInteger();

  private final int serial = SERIAL.incrementAndGet();

  @Override
  public boolean equals(Object other) {
    return this == other;
  }

  @Override
  public int hashCode() {
    return serial;
  }
}
