package dev.schemamigration.database.session;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Queries the sessions that block a waiting session, over another connection, because the waiting
 * one is busy. It needs no privilege; of sessions of other roles, a role without {@code
 * pg_read_all_stats} sees pid, application name and lock, but neither state nor age.
 */
public final class LockHolderQuery {
  /** Replaces a value that the server does not show to this role. */
  static final String NOT_SHOWN = "not shown";

  /** A session may hold several modes on one object; the strongest is the one that blocks. */
  private static final String STRENGTH =
      """
      ARRAY['AccessShareLock', 'RowShareLock', 'RowExclusiveLock', 'ShareUpdateExclusiveLock',
            'ShareLock', 'ShareRowExclusiveLock', 'ExclusiveLock', 'AccessExclusiveLock']""";

  private static final String QUERY =
      """
      SELECT blocker.pid,
             coalesce(session.application_name, prepared.gid, ''),
             CASE WHEN blocker.pid = 0 THEN 'prepared transaction'
                  ELSE coalesce(session.state, '%s') END,
             coalesce(session.xact_start, prepared.prepared),
             coalesce(lock.mode || CASE WHEN lock.granted THEN '' ELSE ' (waiting)' END, '%s')
      FROM (SELECT DISTINCT pg_catalog.unnest(pg_catalog.pg_blocking_pids(?)) AS pid) AS blocker
      LEFT JOIN pg_catalog.pg_stat_activity AS session ON session.pid = blocker.pid
      LEFT JOIN LATERAL (
        SELECT held.mode, held.granted, held.virtualtransaction
        FROM pg_catalog.pg_locks AS wanted
        JOIN pg_catalog.pg_locks AS held
          ON (held.locktype, held.database, held.relation, held.page, held.tuple,
              held.virtualxid, held.transactionid, held.classid, held.objid, held.objsubid)
             IS NOT DISTINCT FROM
             (wanted.locktype, wanted.database, wanted.relation, wanted.page, wanted.tuple,
              wanted.virtualxid, wanted.transactionid, wanted.classid, wanted.objid,
              wanted.objsubid)
        WHERE wanted.pid = ? AND NOT wanted.granted AND coalesce(held.pid, 0) = blocker.pid
        ORDER BY held.granted DESC, pg_catalog.array_position(%s, held.mode) DESC
        LIMIT 1) AS lock ON true
      LEFT JOIN LATERAL (
        SELECT xact.gid, xact.prepared
        FROM pg_catalog.pg_locks AS own
        JOIN pg_catalog.pg_prepared_xacts AS xact ON xact.transaction = own.transactionid
        WHERE blocker.pid = 0 AND own.pid IS NULL AND own.locktype = 'transactionid'
          AND own.granted AND own.virtualtransaction = lock.virtualtransaction
        LIMIT 1) AS prepared ON true
      ORDER BY lock.granted DESC NULLS LAST, 4 NULLS LAST, blocker.pid"""
          .formatted(NOT_SHOWN, NOT_SHOWN, STRENGTH);

  private LockHolderQuery() {}

  /**
   * The sessions that block {@code waitingPid} now, holders before those that wait ahead of it,
   * oldest transaction first; empty when it does not wait.
   */
  public static List<LockHolder> of(Connection observer, int waitingPid) throws SQLException {
    var holders = new ArrayList<LockHolder>();
    OwnQuery.send(
        observer,
        QUERY,
        (statement, next) -> {
          statement.setInt(next, waitingPid);
          statement.setInt(next + 1, waitingPid);
          return next + 2;
        },
        row ->
            holders.add(
                new LockHolder(
                    row.getInt(1),
                    row.getString(2),
                    row.getString(3),
                    instant(row, 4),
                    row.getString(5))));
    return List.copyOf(holders);
  }

  static Optional<Instant> instant(ResultSet row, int column) throws SQLException {
    return Optional.ofNullable(row.getObject(column, OffsetDateTime.class))
        .map(OffsetDateTime::toInstant);
  }
}
