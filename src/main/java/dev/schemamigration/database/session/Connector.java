package dev.schemamigration.database.session;

import dev.schemamigration.database.connection.ConnectionSettings;
import dev.schemamigration.database.connection.Secret;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Map;
import java.util.Properties;
import java.util.concurrent.ConcurrentHashMap;
import org.postgresql.Driver;
import org.postgresql.PGConnection;

/**
 * Opens sessions and bare connections; keeps root certificates in files, where pgjdbc reads them.
 */
public final class Connector {
  private static final String FACTS =
      """
      (SELECT system_identifier::text FROM pg_catalog.pg_control_system()),
      (SELECT oid::bigint FROM pg_catalog.pg_database WHERE datname = pg_catalog.current_database()),
      pg_catalog.current_setting('server_version'),
      pg_catalog.current_setting('server_version_num')::int,
      pg_catalog.pg_backend_pid()\
      """;

  private final Duration connectTimeout;
  private final Map<String, Path> certificates = new ConcurrentHashMap<>();

  /**
   * @param connectTimeout how long a server may take to answer; rounded down to whole seconds
   */
  public Connector(Duration connectTimeout) {
    this.connectTimeout = connectTimeout;
  }

  /**
   * Opens a session in autocommit with all session settings in place, in at most two round trips
   * after the handshake. Each of them is limited to the connect timeout.
   *
   * @param applicationName shown in {@code pg_stat_activity}, truncated at 63 bytes
   * @throws SQLException as the driver throws it
   * @throws UnsupportedServerException when the server is too old; no query is sent to it
   */
  public Session open(ConnectionSettings settings, SessionTimeouts timeouts, String applicationName)
      throws SQLException {
    Connection connection = connect(settings, applicationName);
    try {
      refuseOldServer(connection, settings);
      int networkTimeout = connection.getNetworkTimeout();
      connection.setNetworkTimeout(Runnable::run, Math.toIntExact(connectTimeout.toMillis()));
      var session = identify(connection, settings, timeouts, applicationName);
      connection.setNetworkTimeout(Runnable::run, networkTimeout);
      return session;
    } catch (SQLException | RuntimeException e) {
      connection.close();
      throw e;
    }
  }

  /** A bare connection with none of the session settings, for probes. */
  public Connection connect(ConnectionSettings settings, String applicationName)
      throws SQLException {
    var properties = new Properties();
    properties.putAll(settings.parameters());
    properties.setProperty("user", settings.user());
    // Without any, the driver would read a password file of this process's user.
    properties.setProperty("password", settings.password().map(Secret::reveal).orElse(""));
    properties.setProperty("ApplicationName", applicationName);
    properties.setProperty("assumeMinServerVersion", "12"); // spares a round trip to name itself
    properties.setProperty("tcpKeepAlive", "true");
    properties.setProperty("socketFactory", KeepAliveSocketFactory.class.getName());
    properties.setProperty("preferQueryMode", "extendedForPrepared");
    properties.putIfAbsent("connectTimeout", Long.toString(connectTimeout.toSeconds()));
    properties.putIfAbsent("loginTimeout", Long.toString(connectTimeout.toSeconds()));
    settings
        .sslRootCert()
        .ifPresent(pem -> properties.setProperty("sslrootcert", certificateFile(pem).toString()));
    Connection connection = new Driver().connect(url(settings), properties);
    if (connection == null) {
      throw new SQLException("the Postgres driver does not take " + settings.address(), "08001");
    }
    return connection;
  }

  private static String url(ConnectionSettings settings) {
    var host = settings.host().indexOf(':') < 0 ? settings.host() : "[" + settings.host() + "]";
    return "jdbc:postgresql://"
        + host
        + ":"
        + settings.port()
        + "/"
        + URLEncoder.encode(settings.database(), StandardCharsets.UTF_8).replace("+", "%20");
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

  private static Session identify(
      Connection connection,
      ConnectionSettings settings,
      SessionTimeouts timeouts,
      String applicationName)
      throws SQLException {
    var defaults = new SessionDefaults(settings, timeouts);
    var lock = new MigrationLock(settings.trackingSchema());
    var query = "SELECT " + FACTS + ", " + lock.taken() + ", " + defaults.selectList();
    var sessions = new ArrayList<Session>();
    OwnQuery.send(
        connection,
        query,
        row -> {
          int pid = row.getInt(5);
          boolean pooled = connection.unwrap(PGConnection.class).getBackendPID() != pid;
          sessions.add(
              new Session(
                  connection,
                  settings,
                  facts(row, settings),
                  pid,
                  pooled,
                  row.getBoolean(6),
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
        settings.host(),
        settings.database());
  }

  private Path certificateFile(String pem) {
    return certificates.computeIfAbsent(
        pem,
        text -> {
          try {
            var file = Files.createTempFile("root-certificate-", ".pem");
            file.toFile().deleteOnExit();
            return Files.writeString(file, text);
          } catch (IOException e) {
            throw new UncheckedIOException("cannot write the root certificate to a file", e);
          }
        });
  }
}
