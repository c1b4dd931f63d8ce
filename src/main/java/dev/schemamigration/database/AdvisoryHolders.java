package dev.schemamigration.database;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Who holds an advisory lock of this database: for the message of somebody who waits for it. */
public final class AdvisoryHolders {
  private static final String QUERY =
      """
      SELECT held.pid,
             coalesce(session.application_name, ''),
             coalesce(session.state, '%s'),
             extract(epoch FROM clock_timestamp()
               - CASE session.state WHEN 'active' THEN session.query_start
                                    ELSE session.state_change END)
      FROM pg_catalog.pg_locks AS held
      LEFT JOIN pg_catalog.pg_stat_activity AS session ON session.pid = held.pid
      WHERE %s
      ORDER BY held.pid"""
          .formatted(LockHolders.NOT_SHOWN, MigrationLock.held("?"));

  private AdvisoryHolders() {}

  /** The holders of the lock with this 64-bit key; empty when it is free. */
  public static List<AdvisoryHolder> of(Connection observer, long key) throws SQLException {
    try (var statement = observer.prepareStatement(QUERY)) {
      statement.setLong(1, key);
      try (var row = statement.executeQuery()) {
        var holders = new ArrayList<AdvisoryHolder>();
        while (row.next()) {
          var seconds = Optional.ofNullable(row.getBigDecimal(4));
          holders.add(
              new AdvisoryHolder(
                  row.getInt(1),
                  row.getString(2),
                  row.getString(3),
                  seconds.map(
                      it -> Duration.ofMillis(Math.max(0, it.movePointRight(3).longValue())))));
        }
        return List.copyOf(holders);
      }
    }
  }
}
