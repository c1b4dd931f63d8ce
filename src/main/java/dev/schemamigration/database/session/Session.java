package dev.schemamigration.database.session;

import dev.schemamigration.database.connection.ConnectionSettings;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Objects;
import org.postgresql.PGConnection;

/**
 * One connection, dedicated to one run, in autocommit until somebody begins a transaction. Every
 * session setting that the engine relies on is written by {@link SessionDefaults}.
 */
public final class Session implements AutoCloseable {
  private final Connection connection;
  private final ConnectionSettings settings;
  private final DatabaseFacts facts;
  private final int backendPid;
  private final boolean pooled;
  private final boolean lockTaken;
  private final SessionDefaults defaults;
  private final SessionTimeouts timeouts;
  private String applicationName;

  Session(
      Connection connection,
      ConnectionSettings settings,
      DatabaseFacts facts,
      int backendPid,
      boolean pooled,
      boolean lockTaken,
      SessionTimeouts timeouts,
      String applicationName) {
    this.connection = Objects.requireNonNull(connection);
    this.settings = Objects.requireNonNull(settings);
    this.facts = Objects.requireNonNull(facts);
    this.backendPid = backendPid;
    this.pooled = pooled;
    this.lockTaken = lockTaken;
    this.timeouts = Objects.requireNonNull(timeouts);
    this.defaults = new SessionDefaults(settings, timeouts);
    this.applicationName = Objects.requireNonNull(applicationName);
  }

  /** The connection; the session stays its owner. */
  public Connection connection() {
    return connection;
  }

  /** How it was opened. */
  public ConnectionSettings settings() {
    return settings;
  }

  /** What it reached. */
  public DatabaseFacts facts() {
    return facts;
  }

  /** Server process id, as the server says it. */
  public int backendPid() {
    return backendPid;
  }

  /** How long its statements may wait and run. */
  public SessionTimeouts timeouts() {
    return timeouts;
  }

  /** Whether the server process is not the one the connection was handed at start: a pooler. */
  public boolean pooled() {
    return pooled;
  }

  /** Whether another session had the migration lock when this one began. */
  public boolean lockTaken() {
    return lockTaken;
  }

  /**
   * Sets what {@code pg_stat_activity} shows from the next time that the settings are put back.
   *
   * @param name cut at 63 characters
   */
  public void announce(String name) {
    applicationName = name;
  }

  /** Puts every session setting back that a script may have changed. */
  public void restoreDefaults() throws SQLException {
    execute(restore());
  }

  /**
   * Sends statements that put the settings back or write a record.
   *
   * @throws RecordRejectedException when the server refuses the record
   */
  public void execute(StatementBatch composite) throws SQLException {
    try {
      composite.execute(connection);
    } catch (SQLException e) {
      throw RecordRejectedException.of(e, settings.trackingSchema()).orElseThrow(() -> e);
    }
  }

  /** {@link #restoreDefaults} for statements that have more to do in the same round trip. */
  public StatementBatch restore() {
    return defaults.restore(applicationName);
  }

  /** The same at the end of a revision. */
  public StatementBatch leaveRevision() {
    return defaults.leaveRevision(applicationName);
  }

  /**
   * Whether the server takes no writes, whatever a script has said: a standby, or one that was told
   * so. Puts the settings back.
   */
  public boolean takesNoWrites() throws SQLException {
    restoreDefaults();
    try (var statement = connection.createStatement();
        var row =
            statement.executeQuery(
                "SELECT pg_catalog.current_setting('transaction_read_only')::boolean")) {
      row.next();
      return row.getBoolean(1);
    }
  }

  /** Breaks the connection when an answer takes longer, however lively the way to the server is. */
  public void expectAnswersWithin(Duration limit) throws SQLException {
    connection.setNetworkTimeout(Runnable::run, Math.toIntExact(limit.toMillis()));
  }

  /** Asks the server to cancel the statement in flight; harmless when there is none. */
  public void cancelStatement() throws SQLException {
    connection.unwrap(PGConnection.class).cancelQuery();
  }

  /**
   * Gives the connection up from another thread, whatever the one that uses it is waiting for. The
   * server rolls back what is open.
   */
  public void abandon() throws SQLException {
    connection.abort(Runnable::run);
  }

  /**
   * Runs {@code work} in one transaction: all of it is committed, or none. Within a transaction
   * that is open already, it becomes part of that. Otherwise the work may commit at its end itself,
   * to spare the round trip.
   */
  public void inTransaction(SqlWork work) throws SQLException {
    if (!connection.getAutoCommit()) {
      work.run();
      return;
    }
    connection.setAutoCommit(false);
    try {
      work.run();
      connection.commit();
    } catch (SQLException | RuntimeException | Error e) {
      takeBack(e);
      throw e;
    }
    connection.setAutoCommit(true);
  }

  /**
   * Rolls back. Where that cannot be said (a late cancel may have hit the rollback), the connection
   * is given up, for the driver commits what is open when it goes back to autocommit.
   */
  private void takeBack(Throwable cause) {
    for (int attempt = 1; attempt <= 2; attempt++) {
      try {
        connection.rollback();
        connection.setAutoCommit(true);
        return;
      } catch (SQLException e) {
        cause.addSuppressed(e);
      }
    }
    try {
      abandon();
    } catch (SQLException e) {
      cause.addSuppressed(e);
    }
  }

  @Override
  public void close() throws SQLException {
    connection.close();
  }

  /** Statements that belong together. */
  @FunctionalInterface
  public interface SqlWork {
    /** Does them. */
    void run() throws SQLException;
  }
}
