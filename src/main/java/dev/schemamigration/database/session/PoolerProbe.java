package dev.schemamigration.database.session;

import dev.schemamigration.database.fault.DatabaseFault;
import dev.schemamigration.database.fault.SqlFaults;
import java.net.SocketTimeoutException;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.locks.LockSupport;
import org.postgresql.PGConnection;

/**
 * Tells whether a pooler stands in the way, and of which mode.
 *
 * <p>A server announces the number of its process when a connection begins, for cancel requests; a
 * pooler announces a number of its own. So a direct connection is known by one value of a query
 * that is asked anyway. Where the two differ, the mode is proven: while the first connection does
 * nothing, others hold transactions open. Only if the pool takes processes away between
 * transactions can one of them get the process of the first, or the first another one than before.
 * One that passes is asked whether it also cleans up: whether a lock of a client that has left is
 * gone.
 */
public final class PoolerProbe {
  /** Each round takes one more idle process out of the pool, so the first one's turn comes. */
  private static final int ROUNDS = 4;

  /** A pool that is used up lets clients wait, for minutes. */
  private static final Duration PATIENCE = Duration.ofSeconds(3);

  private static final Duration GLANCE = Duration.ofMillis(10);

  /** One of few locks that say that a probe was here: another probe rarely takes the same one. */
  private static final int MARK = 1_397_574_480;

  private static final int MARKS = 64;

  private PoolerProbe() {}

  /** Opens one more connection of the same kind. */
  @FunctionalInterface
  public interface Opener {
    /** A new connection; the probe closes it. */
    Connection open() throws SQLException;
  }

  /**
   * The pooling of a connection in autocommit.
   *
   * @param process what {@code pg_backend_pid()} answered on it
   * @param opener is not used when the connection is direct
   * @throws SQLException also when a pool gives no second connection: nothing is proven then
   */
  public static Pooling check(Connection first, int process, Opener opener) throws SQLException {
    if (first.unwrap(PGConnection.class).getBackendPID() == process) {
      return Pooling.NONE;
    }
    var holding = new ArrayList<Connection>();
    try {
      for (var round = 0; round < ROUNDS; round++) {
        var other = opener.open();
        holding.add(other);
        other.setAutoCommit(false);
        if (patiently(other) == process || lost(first, process)) {
          return Pooling.TRANSACTION;
        }
      }
      return leavesLocks(first, holding.getLast())
          ? Pooling.SESSION_LEFT_AS_IT_WAS
          : Pooling.SESSION;
    } catch (SQLException e) {
      if (!holding.isEmpty() && SqlFaults.classify(e).kind() == DatabaseFault.Kind.REJECTED) {
        return Pooling.TRANSACTION; // a pool by statements turns away whoever begins a transaction
      }
      throw e;
    } finally {
      for (var connection : holding) {
        close(connection);
      }
    }
  }

  /**
   * Whether a lock of a client is still there when the client has left. It stays behind then, for
   * nobody to wait for: it is of a kind of its own, and shared.
   */
  private static boolean leavesLocks(Connection first, Connection other) throws SQLException {
    var key = MARK + ", " + ThreadLocalRandom.current().nextInt(MARKS);
    other.commit();
    other.setAutoCommit(true);
    var holder =
        "pid = %d AND locktype = 'advisory' AND (classid, objid, objsubid) = (%s, 2)"
            .formatted(processOf(other), key);
    number(other, "SELECT pg_catalog.pg_try_advisory_lock_shared(" + key + ")::int");
    other.close();
    var limit = System.nanoTime() + PATIENCE.toNanos();
    while (number(first, "SELECT count(*) FROM pg_catalog.pg_locks WHERE " + holder) > 0) {
      if (System.nanoTime() > limit) {
        return true;
      }
      LockSupport.parkNanos(GLANCE.toNanos());
    }
    return false;
  }

  /** Whether the connection works with another process by now, or has to wait for one. */
  private static boolean lost(Connection first, int process) throws SQLException {
    try {
      return patiently(first) != process;
    } catch (SQLException e) {
      if (e.getCause() instanceof SocketTimeoutException) {
        return true;
      }
      throw e;
    }
  }

  private static int patiently(Connection connection) throws SQLException {
    var before = connection.getNetworkTimeout();
    connection.setNetworkTimeout(Runnable::run, (int) PATIENCE.toMillis());
    var process = processOf(connection);
    connection.setNetworkTimeout(Runnable::run, before);
    return process;
  }

  private static int processOf(Connection connection) throws SQLException {
    return number(connection, "SELECT pg_catalog.pg_backend_pid()");
  }

  private static int number(Connection connection, String query) throws SQLException {
    try (var statement = connection.createStatement();
        var row = statement.executeQuery(query)) {
      row.next();
      return row.getInt(1);
    }
  }

  private static void close(Connection connection) {
    try {
      connection.close();
    } catch (SQLException e) {
      // It only held a transaction in which nothing was done.
    }
  }
}
