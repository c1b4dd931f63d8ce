package dev.schemamigration.database.session;

import dev.schemamigration.text.Digest;
import java.sql.SQLException;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * The session-level advisory lock that admits one run at a time to a database and tracking schema.
 * It is tried, never waited for inside the server: a session that waits there holds a snapshot and
 * deadlocks with CREATE INDEX CONCURRENTLY.
 */
public final class MigrationLock {
  private final long key;

  /** The lock of one tracking schema; the server keeps advisory locks of databases apart. */
  public MigrationLock(String trackingSchema) {
    this.key = Digest.first64Bits("schema-migration:" + trackingSchema);
  }

  /** The 64-bit key, as {@code pg_try_advisory_lock} takes it. */
  public long key() {
    return key;
  }

  /**
   * SQL condition that is true while any session has the lock. It asks the function behind {@code
   * pg_locks}, which spares the server to expand that view at every look.
   *
   * @param database SQL of the oid of this database
   */
  String taken(String database) {
    return "EXISTS (SELECT FROM pg_catalog.pg_lock_status() WHERE locktype = 'advisory' AND granted"
        + " AND objsubid = 1 AND database = %s AND classid = '%d' AND objid = '%d')"
            .formatted(database, key >>> 32, key & 0xffffffffL);
  }

  /**
   * SQL condition on {@code pg_locks} for a 64-bit key, which the view shows as two halves and
   * {@code objsubid} 1.
   */
  static String held(String key) {
    return "locktype = 'advisory' AND granted AND objsubid = 1 AND database = (SELECT oid FROM"
        + " pg_catalog.pg_database WHERE datname = pg_catalog.current_database())"
        + " AND (classid::bigint << 32 | objid::bigint) = "
        + key;
  }

  /** Takes the lock for the session if it is free; needs no transaction. */
  public boolean tryTake(Session session) throws SQLException {
    var taken = new AtomicBoolean();
    session.query(
        "SELECT pg_catalog.pg_try_advisory_lock(" + key + ")", row -> taken.set(row.getBoolean(1)));
    return taken.get();
  }
}
