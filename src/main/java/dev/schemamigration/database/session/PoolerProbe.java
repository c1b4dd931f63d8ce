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
 * Detects a connection pooler and its mode.
 *
 * <p>When a connection begins, a server sends its process id, for cancel requests; a pooler sends a
 * number of its own. So a direct connection is recognised by one value of a query that is sent
 * anyway. Where the two differ, the mode is tested: while the first connection is idle, others hold
 * transactions open. Only if the pool reassigns processes between transactions can one of them get
 * the process of the first, or the first another one than before. A pool that passes is tested for
 * a reset: whether a lock of a client that has disconnected is released.
 */
public final class PoolerProbe {
  /** Each round takes one more idle process out of the pool, until the first one's is reached. */
  private static final int ROUNDS = 4;

  /** An exhausted pool lets clients wait for minutes. */
  private static final Duration ANSWER_LIMIT = Duration.ofSeconds(3);

  private static final Duration POLL_INTERVAL = Duration.ofMillis(10);

  /** Class of the probe's advisory locks; the object id is random, so probes rarely collide. */
  private static final int LOCK_CLASS = 1_397_574_480;

  private static final int LOCK_IDS = 64;

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
   * @param process result of {@code pg_backend_pid()} on it
   * @param opener is not used when the connection is direct
   * @throws SQLException also when a pool gives no second connection: its mode is unknown then
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
        if (limitedProcessOf(other) == process || isReassigned(first, process)) {
          return Pooling.TRANSACTION;
        }
      }
      return leavesLocks(first, holding.getLast())
          ? Pooling.SESSION_WITHOUT_RESET
          : Pooling.SESSION;
    } catch (SQLException e) {
      if (!holding.isEmpty() && SqlFaults.classify(e).kind() == DatabaseFault.Kind.REJECTED) {
        return Pooling.TRANSACTION; // a pool in statement mode refuses transactions
      }
      throw e;
    } finally {
      for (var connection : holding) {
        close(connection);
      }
    }
  }

  /**
   * Whether a lock outlives the client that took it. The lock that then remains blocks nobody: it
   * has a class of its own and is shared.
   */
  private static boolean leavesLocks(Connection first, Connection other) throws SQLException {
    var key = LOCK_CLASS + ", " + ThreadLocalRandom.current().nextInt(LOCK_IDS);
    other.commit();
    other.setAutoCommit(true);
    var holder =
        "pid = %d AND locktype = 'advisory' AND (classid, objid, objsubid) = (%s, 2)"
            .formatted(processOf(other), key);
    number(other, "SELECT pg_catalog.pg_try_advisory_lock_shared(" + key + ")::int");
    other.close();
    var limit = System.nanoTime() + ANSWER_LIMIT.toNanos();
    while (number(first, "SELECT count(*) FROM pg_catalog.pg_locks WHERE " + holder) > 0) {
      if (System.nanoTime() > limit) {
        return true;
      }
      LockSupport.parkNanos(POLL_INTERVAL.toNanos());
    }
    return false;
  }

  /** Whether the connection has another process by now, or waits for one. */
  private static boolean isReassigned(Connection first, int process) throws SQLException {
    try {
      return limitedProcessOf(first) != process;
    } catch (SQLException e) {
      if (e.getCause() instanceof SocketTimeoutException) {
        return true;
      }
      throw e;
    }
  }

  private static int limitedProcessOf(Connection connection) throws SQLException {
    var before = connection.getNetworkTimeout();
    connection.setNetworkTimeout(Runnable::run, (int) ANSWER_LIMIT.toMillis());
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
      // its transaction did nothing
    }
  }
}
