package dev.schemamigration.engine.liquibase;

import dev.schemamigration.text.ObjectName;
import java.util.concurrent.atomic.AtomicInteger;
import liquibase.database.core.PostgresDatabase;
import liquibase.structure.DatabaseObject;
import org.jspecify.annotations.Nullable;

/**
 * The Postgres database of one run. Equal to itself only, with a hash code of its own: Liquibase
 * keys shared maps by database, some by its hash code only, and two runs must not share an entry.
 */
public final class SessionDatabase extends PostgresDatabase {
  private static final AtomicInteger SERIAL = new AtomicInteger();

  private final int serial = SERIAL.incrementAndGet();

  /** The name under which the catalog has what was created under this one. */
  @Override
  public @Nullable String correctObjectName(
      @Nullable String name, Class<? extends DatabaseObject> type) {
    var corrected = super.correctObjectName(name, type);
    return corrected == null ? null : ObjectName.cut(corrected);
  }

  @Override
  public boolean equals(Object other) {
    return this == other;
  }

  @Override
  public int hashCode() {
    return serial;
  }
}
