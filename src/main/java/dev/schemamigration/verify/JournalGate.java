package dev.schemamigration.verify;

import dev.schemamigration.database.session.SqlQuoting;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ConcurrentHashMap;
import org.postgresql.PGConnection;

/**
 * Lets the journal of a scratch database take one write after the other, and ends the session that
 * is about to write that a statement outside of a transaction has taken effect: a crash at the
 * moment that leaves most behind.
 *
 * <p>Two connections lock the table in turn. The one that waits comes directly after the write that
 * the other one lets through.
 */
final class JournalGate {
  private static final long POLL_MILLIS = 2;

  private final Connection watcher;
  private final String journal;
  private final Set<String> cut = ConcurrentHashMap.newKeySet();
  private Connection open;
  private Connection closed;
  private volatile boolean ended;

  /**
   * @param watcher in autocommit, as the login that runs
   * @param first may lock the journal, not in autocommit; so may {@code second}
   */
  JournalGate(Connection watcher, Connection first, Connection second, String trackingSchema) {
    this.watcher = watcher;
    this.closed = first;
    this.open = second;
    this.journal = table(trackingSchema);
  }

  /** The name of the journal in SQL. */
  static String table(String trackingSchema) {
    return SqlQuoting.identifier(trackingSchema) + ".revision_journal";
  }

  /** The runs are over. */
  void end() {
    ended = true;
  }

  /** How many sessions it has ended. */
  int cuts() {
    return cut.size();
  }

  /** Closes the gate; nothing is written until {@link #watch} lets it through. */
  void close() throws SQLException {
    lock(closed);
  }

  /** Lets one write after the other through, until the runs are over. */
  void watch() throws SQLException, InterruptedException {
    try {
      while (!ended) {
        var writer = waiting(pid(open));
        if (writer.isEmpty()) {
          Thread.sleep(POLL_MILLIS);
          continue;
        }
        var statement = unrecorded();
        if (statement.isPresent() && cut.add(statement.get())) {
          terminate(writer.getAsInt());
        } else {
          pass();
        }
      }
    } finally {
      closed.rollback();
      open.rollback();
    }
  }

  private void lock(Connection connection) throws SQLException {
    try (var statement = connection.createStatement()) {
      statement.execute("LOCK TABLE " + journal + " IN EXCLUSIVE MODE");
    }
  }

  private void pass() throws SQLException, InterruptedException {
    var next = open;
    int nextPid = pid(next);
    var locked =
        CompletableFuture.runAsync(
            () -> {
              try {
                lock(next);
              } catch (SQLException e) {
                throw new CompletionException(e);
              }
            });
    while (!isWaiting(nextPid) && !locked.isDone()) {
      Thread.sleep(POLL_MILLIS);
    }
    closed.rollback();
    try {
      locked.join();
    } catch (CompletionException e) {
      if (e.getCause() instanceof SQLException cause) {
        throw cause;
      }
      throw e;
    }
    open = closed;
    closed = next;
  }

  /** The session that waits to write. */
  private OptionalInt waiting(int besides) throws SQLException {
    try (var statement = watcher.prepareStatement(waiters() + " AND l.pid <> ?")) {
      statement.setInt(1, besides);
      try (var rows = statement.executeQuery()) {
        return rows.next() ? OptionalInt.of(rows.getInt(1)) : OptionalInt.empty();
      }
    }
  }

  private boolean isWaiting(int pid) throws SQLException {
    try (var statement = watcher.prepareStatement(waiters() + " AND l.pid = ?")) {
      statement.setInt(1, pid);
      try (var rows = statement.executeQuery()) {
        return rows.next();
      }
    }
  }

  private String waiters() {
    return "SELECT l.pid FROM pg_catalog.pg_locks AS l WHERE NOT l.granted AND l.relation = "
        + SqlQuoting.literal(journal)
        + "::pg_catalog.regclass";
  }

  /** The statement that was announced last, while its end is not written. */
  private Optional<String> unrecorded() throws SQLException {
    try (var statement = closed.createStatement();
        var rows =
            statement.executeQuery(
                "SELECT b.attempt || ' ' || b.changeset || ' ' || b.statement FROM "
                    + journal
                    + " AS b WHERE b.event = 'STATEMENT_BEGUN' AND NOT EXISTS (SELECT FROM "
                    + journal
                    + " AS e WHERE e.attempt = b.attempt AND e.changeset = b.changeset AND"
                    + " e.statement = b.statement AND e.id > b.id) ORDER BY b.id DESC LIMIT 1")) {
      return rows.next() ? Optional.of(rows.getString(1)) : Optional.empty();
    }
  }

  private void terminate(int pid) throws SQLException, InterruptedException {
    try (var statement = watcher.prepareStatement("SELECT pg_catalog.pg_terminate_backend(?)")) {
      statement.setInt(1, pid);
      statement.execute();
    }
    while (isWaiting(pid)) {
      Thread.sleep(POLL_MILLIS);
    }
  }

  private static int pid(Connection connection) throws SQLException {
    return connection.unwrap(PGConnection.class).getBackendPID();
  }
}
