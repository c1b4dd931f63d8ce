package dev.schemamigration.database.session;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/** Finds the sessions that hold an advisory lock of this database. */
public final class LockOwners {
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
      ORDER BY held.pid\
      """
          .formatted(LockHolderQuery.NOT_SHOWN, MigrationLock.held("?"));

  private LockOwners() {}

  /**
   * A session that holds the lock.
   *
   * @param pid server process id
   * @param applicationName {@code application_name} of the session, may be empty
   * @param state of {@code pg_stat_activity}, or {@code not shown}
   * @param queryAge how long it has been in that state, where the role may see it
   */
  public record Owner(int pid, String applicationName, String state, Optional<Duration> queryAge) {
    public Owner {
      Objects.requireNonNull(applicationName);
      Objects.requireNonNull(state);
      Objects.requireNonNull(queryAge);
    }

    /** For messages: {@code pid 4711 (schema-migration/shop/app/002, active for 12 s)}. */
    public String described() {
      var name = applicationName.isEmpty() ? "no application name" : applicationName;
      var age = queryAge.map(it -> " for " + it.toSeconds() + " s").orElse("");
      return "pid " + pid + " (" + name + ", " + state + age + ")";
    }
  }

  /** The owners of the lock with this 64-bit key; empty when it is free. */
  public static List<Owner> of(Connection observer, long key) throws SQLException {
    var owners = new ArrayList<Owner>();
    OwnQuery.send(
        observer,
        QUERY,
        (statement, next) -> {
          statement.setLong(next, key);
          return next + 1;
        },
        row -> owners.add(owner(row)));
    return List.copyOf(owners);
  }

  private static Owner owner(ResultSet row) throws SQLException {
    var seconds = Optional.ofNullable(row.getBigDecimal(4));
    return new Owner(
        row.getInt(1),
        Objects.requireNonNullElse(row.getString(2), ""),
        Objects.requireNonNullElse(row.getString(3), LockHolderQuery.NOT_SHOWN),
        seconds.map(it -> Duration.ofMillis(Math.max(0, it.movePointRight(3).longValue()))));
  }
}
