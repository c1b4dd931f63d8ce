package dev.schemamigration.database.session;

import dev.schemamigration.database.connection.ConnectionSettings;
import dev.schemamigration.database.wire.WireException;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.function.BooleanSupplier;
import org.postgresql.PGConnection;

/** Opens sessions and bare connections, all of them guarded by {@link GuardedConnection}. */
public final class Connector {
  private static final String FACTS =
      """
      (SELECT system_identifier FROM pg_catalog.pg_control_system()),
      own.oid,
      pg_catalog.current_setting('server_version'),
      pg_catalog.current_setting('server_version_num'),
      pg_catalog.pg_backend_pid()\
      """;

  private static final String OWN_DATABASE =
      " FROM pg_catalog.pg_database AS own WHERE own.datname = pg_catalog.current_database()";

  /** How long one answer of a probe may take; it needs a handful. */
  private static final Duration PROBE_ANSWER = Duration.ofSeconds(15);

  private final Duration connectTimeout;
  private final BooleanSupplier unwanted;

  /**
   * @param connectTimeout how long connecting, TLS, login and the first query may take together,
   *     unless the connection has a limit of its own
   */
  public Connector(Duration connectTimeout) {
    this(connectTimeout, () -> false);
  }

  private Connector(Duration connectTimeout, BooleanSupplier unwanted) {
    this.connectTimeout = connectTimeout;
    this.unwanted = unwanted;
  }

  /**
   * A connector whose connections are ended, wherever they wait, as soon as nobody wants them.
   *
   * @param noMore whether that is so; asked often, from another thread
   */
  public Connector unless(BooleanSupplier noMore) {
    return new Connector(connectTimeout, noMore);
  }

  /**
   * Opens a session in autocommit with all session settings in place, in at most two round trips
   * after the handshake, within the connect timeout.
   *
   * @param applicationName shown in {@code pg_stat_activity}, truncated at 63 bytes
   * @throws SQLException as the driver throws it
   * @throws UnsupportedServerException when the server is too old; no query is sent to it
   * @throws RoleNotUsableException when the role to work as cannot be taken
   * @throws SchemaNotFoundException when there is no schema to work in
   */
  public Session open(ConnectionSettings settings, SessionTimeouts timeouts, String applicationName)
      throws SQLException {
    var guard = guarded(settings, applicationName);
    try {
      refuseOldServer(guard.connection(), settings);
      var session = identified(guard, settings, timeouts, applicationName);
      guard.wire().opened(timeouts.answer(), timeouts.answers());
      return session;
    } catch (SQLException | RuntimeException e) {
      guard.close();
      throw e;
    }
  }

  /** A bare connection with none of the session settings, for probes. */
  public Connection connect(ConnectionSettings settings, String applicationName)
      throws SQLException {
    return connect(settings, applicationName, PROBE_ANSWER);
  }

  /**
   * A bare connection with none of the session settings.
   *
   * @param answer how long one answer may take
   */
  public Connection connect(ConnectionSettings settings, String applicationName, Duration answer)
      throws SQLException {
    var guard = guarded(settings, applicationName);
    guard.wire().opened(answer, Duration.ZERO);
    return guard.connection();
  }

  private GuardedConnection guarded(ConnectionSettings settings, String applicationName)
      throws SQLException {
    return new GuardedConnection(settings, connectTimeout, applicationName, unwanted);
  }

  /** Checks the version that the server reports at login, which costs no round trip. */
  private static void refuseOldServer(Connection connection, ConnectionSettings settings)
      throws SQLException {
    var server = connection.getMetaData();
    var refused =
        UnsupportedServerException.of(
            settings.address(),
            server.getDatabaseProductVersion(),
            server.getDatabaseMajorVersion());
    if (refused.isPresent()) {
      throw refused.get();
    }
  }

  /** What is no Postgres may answer with anything, such as no row or no version. */
  private static Session identified(
      GuardedConnection guard,
      ConnectionSettings settings,
      SessionTimeouts timeouts,
      String applicationName)
      throws SQLException {
    try {
      return identify(guard, settings, timeouts, applicationName);
    } catch (SchemaNotFoundException e) {
      throw e;
    } catch (SQLException e) {
      var role = RoleNotUsableException.of(e, settings.role(), settings.shown().user());
      if (role.isPresent()) {
        throw role.get();
      }
      throw e;
    } catch (RuntimeException e) {
      var cause = WireException.notPostgres("the server did not say what it is");
      cause.addSuppressed(e);
      throw new SQLException("the first query was not answered", "08P01", cause);
    }
  }

  private static Session identify(
      GuardedConnection guard,
      ConnectionSettings settings,
      SessionTimeouts timeouts,
      String applicationName)
      throws SQLException {
    var lock = new MigrationLock(settings.trackingSchema());
    var query =
        String.join(
            ", ",
            "SELECT " + FACTS,
            lock.taken("own.oid"),
            MigrationSchemas.stored(),
            SessionDefaults.selectList(settings, timeouts) + OWN_DATABASE);
    var connection = guard.connection();
    var sessions = new ArrayList<Session>();
    OwnQuery.sendAfter(
        MigrationSchemas.store(settings),
        connection,
        query,
        row -> {
          int pid = row.getInt(5);
          boolean pooled = connection.unwrap(PGConnection.class).getBackendPID() != pid;
          sessions.add(
              new Session(
                  guard,
                  settings,
                  facts(row, settings),
                  pid,
                  pooled,
                  row.getBoolean(6),
                  MigrationSchemas.checked(settings, row.getString(7)),
                  timeouts,
                  applicationName));
        });
    return sessions.getFirst();
  }

  private static DatabaseFacts facts(ResultSet row, ConnectionSettings settings)
      throws SQLException {
    return new DatabaseFacts(
        String.valueOf(row.getString(1)),
        row.getLong(2),
        "PostgreSQL " + row.getString(3).split(" ")[0],
        row.getInt(4) / 10_000,
        settings.shown().host(),
        settings.shown().database());
  }
}
