package dev.schemamigration.verify.rows;

import dev.schemamigration.database.session.SqlQuoting;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.postgresql.PGConnection;

/**
 * Reads the counters that the server has of each table: how many rows were ever inserted, updated
 * and deleted in it, and in which file they are. Where they are as before, nobody has written to
 * the table. The server adds what a session did to them before it forgets the session.
 */
final class WrittenTables {
  private static final int FIRST_SERVER = 15;
  private static final int ATTEMPTS = 500;
  private static final long POLL_MILLIS = 2;

  private static final String OTHER_SESSIONS =
      """
      SELECT count(*), pg_catalog.current_setting('track_counts')::bool FROM pg_catalog.pg_stat_activity AS s
      WHERE s.datname = pg_catalog.current_database() AND s.usesysid IS NOT NULL AND s.pid <> ?\
      """;

  private static final String COUNTERS =
      """
      SELECT pg_catalog.quote_ident(n.nspname) || '.' || pg_catalog.quote_ident(c.relname),
        pg_catalog.concat_ws(' ', c.oid, c.relfilenode, pg_catalog.pg_stat_get_tuples_inserted(c.oid),
          pg_catalog.pg_stat_get_tuples_updated(c.oid), pg_catalog.pg_stat_get_tuples_deleted(c.oid))
      FROM pg_catalog.pg_class AS c JOIN pg_catalog.pg_namespace AS n ON n.oid = c.relnamespace
      WHERE c.relkind = 'r' AND NOT c.relispartition AND n.nspname NOT LIKE 'pg\\_%%' AND n.nspname <> %s\
      """;

  private final Connection connection;
  private final String counters;
  private final boolean known;

  /**
   * @param connection in autocommit
   */
  WrittenTables(Connection connection, String trackingSchema) throws SQLException {
    this.connection = connection;
    this.counters = COUNTERS.formatted(SqlQuoting.literal(trackingSchema));
    this.known = connection.getMetaData().getDatabaseMajorVersion() >= FIRST_SERVER;
  }

  /** The counters by table; empty where they cannot be trusted. */
  Optional<Map<String, String>> read() throws SQLException {
    if (!known || !othersHaveEnded()) {
      return Optional.empty();
    }
    var found = new HashMap<String, String>();
    try (var statement = connection.createStatement()) {
      // What this session has done itself counts at the end of this statement.
      statement.execute("SELECT pg_catalog.pg_stat_force_next_flush()");
      try (var rows = statement.executeQuery(counters)) {
        while (rows.next()) {
          found.put(rows.getString(1), rows.getString(2));
        }
      }
    }
    return Optional.of(found);
  }

  /** A session that was closed here ends there some moments later. */
  private boolean othersHaveEnded() throws SQLException {
    try (var query = connection.prepareStatement(OTHER_SESSIONS)) {
      query.setInt(1, connection.unwrap(PGConnection.class).getBackendPID());
      for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
        try (var row = query.executeQuery()) {
          row.next();
          if (row.getInt(1) == 0 || !row.getBoolean(2)) {
            return row.getBoolean(2);
          }
        }
        Thread.sleep(POLL_MILLIS);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    return false;
  }
}
