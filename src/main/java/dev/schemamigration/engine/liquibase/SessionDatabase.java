package dev.schemamigration.engine.liquibase;

import java.util.concurrent.atomic.AtomicInteger;
import liquibase.database.core.PostgresDatabase;

/**
 * The Postgres database of one run. Equal to itself only, with a hash code of its own: Liquibase
 * keys shared maps by database, some by its hash code only, and two runs must not share an entry.
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
