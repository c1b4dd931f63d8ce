package dev.schemamigration.database.session;

import dev.schemamigration.database.connection.ConnectionSettings;
import dev.schemamigration.database.session.StatementBatch.Part;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.ReentrantLock;
import org.postgresql.PGConnection;

/**
 * One connection that is dedicated to one run, in autocommit outside {@link #inTransaction}. Every
 * session setting that the engine relies on is written by {@link SessionDefaults}.
 *
 * <p>Its search_path is {@code pg_catalog}, except while statements of a migration are sent.
 */
public final class Session implements AutoCloseable {
  private final GuardedConnection guard;
  private final Connection connection;
  private final ConnectionSettings settings;
  private final DatabaseFacts facts;
  private final int backendPid;
  private final boolean pooled;
  private final boolean lockTaken;
  private final String searchPath;
  private final SessionDefaults defaults;
  private final SessionTimeouts timeouts;
  private String applicationName;

  /** Held between {@link #leaveMigration} and {@link #returnToMigration}. */
  private final ReentrantLock amid = new ReentrantLock();

  /** Whether the search_path is certainly that of the migrations, or what one has made of it. */
  private boolean inMigration;

  Session(
      GuardedConnection guard,
      ConnectionSettings settings,
      DatabaseFacts facts,
      int backendPid,
      boolean pooled,
      boolean lockTaken,
      String searchPath,
      SessionTimeouts timeouts,
      String applicationName) {
    this.guard = Objects.requireNonNull(guard);
    this.connection = guard.connection();
    this.settings = Objects.requireNonNull(settings);
    this.facts = Objects.requireNonNull(facts);
    this.backendPid = backendPid;
    this.pooled = pooled;
    this.lockTaken = lockTaken;
    this.timeouts = Objects.requireNonNull(timeouts);
    this.searchPath = Objects.requireNonNull(searchPath);
    this.defaults = new SessionDefaults(settings, searchPath, timeouts);
    this.applicationName = Objects.requireNonNull(applicationName);
  }

  /** The connection, which the session closes. */
  public Connection connection() {
    return connection;
  }

  /** The settings with which it was opened. */
  public ConnectionSettings settings() {
    return settings;
  }

  /** The schema in which migrations create what they do not qualify. */
  public String firstSchema() {
    return searchPath.split(",", 2)[0].strip();
  }

  /** The database that it reached. */
  public DatabaseFacts facts() {
    return facts;
  }

  /** Server process id, by {@code pg_backend_pid()}. */
  public int backendPid() {
    return backendPid;
  }

  /** The limits of its statements. */
  public SessionTimeouts timeouts() {
    return timeouts;
  }

  /** Whether there is a pooler: the process id sent at login is not the server's. */
  public boolean pooled() {
    return pooled;
  }

  /** Whether another session had the migration lock when this one was opened. */
  public boolean lockTaken() {
    return lockTaken;
  }

  /**
   * Sets {@code application_name}, which takes effect when the settings are restored next.
   *
   * @param name truncated at 63 characters
   */
  public void setApplicationName(String name) {
    applicationName = name;
  }

  /**
   * Sets the search_path of migrations unless it is set: what follows are statements of a
   * migration. Everything else runs under the session's own, which the next record, query or {@link
   * #restoreDefaults} sets again.
   */
  public void enterMigration() throws SQLException {
    if (!inMigration) {
      try (var statement = connection.createStatement()) {
        statement.execute(defaults.migrationSearchPath().sql());
      }
      inMigration = true;
    }
  }

  /**
   * Sets the session's own search_path for queries amid a migration that are not its own. Until
   * {@link #returnToMigration}, another thread that calls it waits.
   *
   * @return the one that the migration has at this point; empty text where it has none
   */
  public String leaveMigration() throws SQLException {
    amid.lock();
    try (var statement = connection.createStatement()) {
      var path = inMigration ? searchPath(statement) : "";
      statement.execute(SessionDefaults.OWN_SEARCH_PATH);
      inMigration = false;
      return path;
    } catch (SQLException | RuntimeException e) {
      amid.unlock();
      throw e;
    }
  }

  private static String searchPath(Statement statement) throws SQLException {
    try (var row = statement.executeQuery("SELECT pg_catalog.current_setting('search_path')")) {
      row.next();
      return row.getString(1);
    }
  }

  /**
   * Sets the search_path that {@link #leaveMigration} returned. A transaction that has failed
   * meanwhile takes no statement, and gets it back with its rollback.
   */
  public void returnToMigration(String path) {
    try {
      if (!path.isEmpty()) {
        inMigration = true;
        OwnQuery.send(
            connection,
            "SELECT pg_catalog.set_config('search_path', " + SqlQuoting.literal(path) + ", false)",
            row -> {});
      }
    } catch (SQLException e) {
      // what failed before is reported
    } finally {
      amid.unlock();
    }
  }

  /**
   * Sends statements under the session's own search_path, in one round trip.
   *
   * @param sql the last of them is a query
   * @param binder sets the parameters, which are numbered over all of them
   * @param reader is called for each row of that query
   */
  public void query(String sql, StatementBatch.Binder binder, OwnQuery.RowReader reader)
      throws SQLException {
    inMigration = false;
    OwnQuery.send(connection, sql, binder, reader);
  }

  /** As the other {@code query}, without parameters. */
  public void query(String sql, OwnQuery.RowReader reader) throws SQLException {
    inMigration = false;
    OwnQuery.send(connection, sql, reader);
  }

  /**
   * The schemas on the search_path of migrations that exist and that the role may use, in that
   * order.
   */
  public List<String> migrationSchemas() throws SQLException {
    var schemas = new ArrayList<String>();
    query(
        defaults.migrationSearchPath().sql()
            + "; SELECT pg_catalog.current_schemas(false); SET search_path TO pg_catalog, pg_temp",
        row -> schemas.addAll(List.of((String[]) row.getArray(1).getArray())));
    return schemas;
  }

  /** Restores every session setting that a script may have changed. */
  public void restoreDefaults() throws SQLException {
    execute(restore());
  }

  /**
   * Sends statements that restore the settings or write a record.
   *
   * @throws RecordRejectedException when the server rejects the record
   */
  public void execute(StatementBatch batch) throws SQLException {
    inMigration = false;
    try {
      batch.execute(connection);
      inMigration = batch.parts().contains(defaults.migrationSearchPath());
    } catch (SQLException e) {
      throw RecordRejectedException.of(e, settings.trackingSchema()).orElseThrow(() -> e);
    }
  }

  /** The statements of {@link #restoreDefaults}, to be combined with others in one round trip. */
  public StatementBatch restore() {
    return defaults.restore(applicationName);
  }

  /**
   * Spares the round trip of {@link #enterMigration} after a batch of which it is the last part.
   */
  public Part enteringMigration() {
    return defaults.migrationSearchPath();
  }

  /** The statements of {@link #restore} and those that drop temporary tables. */
  public StatementBatch leaveRevision() {
    return defaults.leaveRevision(applicationName);
  }

  /**
   * Whether the server is read-only, as a standby is or one so configured, regardless of what a
   * script has set. Restores the settings.
   */
  public boolean isServerReadOnly() throws SQLException {
    restoreDefaults();
    var readOnly = new AtomicBoolean();
    query(
        "SELECT pg_catalog.current_setting('transaction_read_only')::boolean",
        row -> readOnly.set(row.getBoolean(1)));
    return readOnly.get();
  }

  /**
   * Whether the server takes writes and the role or the database has a setting by which its
   * transactions are read-only. Restores the settings.
   */
  public boolean isReadOnlyByDefault() throws SQLException {
    restoreDefaults();
    var readOnly = new AtomicBoolean();
    query(
        "SELECT NOT pg_catalog.pg_is_in_recovery() AND setting = 'on' AND source IN ('user',"
            + " 'database', 'database user') FROM pg_catalog.pg_settings WHERE name ="
            + " 'default_transaction_read_only'",
        row -> readOnly.set(row.getBoolean(1)));
    return readOnly.get();
  }

  /** Ends the connection when an answer takes longer; zero is no limit. */
  public void limitAnswers(Duration limit) {
    guard.wire().limitAnswers(limit, Duration.ZERO);
  }

  /** Runs {@code work}, whose results nobody reads: their rows are skipped and take no memory. */
  public void ignoringRows(SqlWork work) throws SQLException {
    guard.wire().ignoreRows(true);
    try {
      work.run();
    } finally {
      guard.wire().ignoreRows(false);
    }
  }

  /** Requests the cancel of the running statement; has no effect when there is none. */
  public void cancelStatement() throws SQLException {
    connection.unwrap(PGConnection.class).cancelQuery();
  }

  /**
   * Aborts the connection, also from another thread than the one that waits for an answer; waits
   * for nothing itself. The server rolls back an open transaction.
   */
  public void abort() {
    guard.wire().abort();
  }

  /**
   * Runs {@code work} in one transaction: all of it is committed, or none. Inside an open
   * transaction it becomes part of that one. Otherwise the work may send its own COMMIT at the end,
   * to save the round trip.
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
      rollBack(e);
      throw e;
    }
    connection.setAutoCommit(true);
  }

  /**
   * Rolls back. Where that fails twice (a late cancel may hit the rollback itself), the connection
   * is aborted, because the driver commits an open transaction on its return to autocommit.
   */
  private void rollBack(Throwable cause) {
    inMigration = false;
    for (int attempt = 1; attempt <= 2; attempt++) {
      try {
        connection.rollback();
        connection.setAutoCommit(true);
        return;
      } catch (SQLException e) {
        cause.addSuppressed(e);
      }
    }
    abort();
  }

  @Override
  public void close() throws SQLException {
    guard.close();
  }

  /** Work on the session that may throw {@link SQLException}. */
  @FunctionalInterface
  public interface SqlWork {
    /** Does the work. */
    void run() throws SQLException;
  }
}
