package dev.schemamigration.database.session;

import dev.schemamigration.database.connection.ConnectionSettings;
import dev.schemamigration.database.connection.Secret;
import dev.schemamigration.database.fault.LoginFailedException;
import dev.schemamigration.database.wire.DerivedKeys;
import dev.schemamigration.database.wire.HostLookup;
import dev.schemamigration.database.wire.Wire;
import dev.schemamigration.database.wire.WireSocketFactory;
import dev.schemamigration.database.wire.WireTlsFactory;
import dev.schemamigration.database.wire.WireWatch;
import java.io.IOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Properties;
import java.util.function.BooleanSupplier;
import org.postgresql.Driver;

/**
 * A connection of the driver over sockets that {@link Wire} guards.
 *
 * <p>The driver's own {@code loginTimeout} is not used: it connects on another thread, which stays
 * when the server never answers.
 */
final class GuardedConnection implements AutoCloseable {
  /** Each new one would look for the file of its defaults in everything on the class path. */
  private static final Driver DRIVER = new Driver();

  private final Wire wire;
  private final Connection connection;

  /**
   * Connects and logs in.
   *
   * @param limit how long that may take, unless the settings have a limit of their own
   * @param unwanted whether nobody wants the connection any more, which ends it
   */
  GuardedConnection(
      ConnectionSettings settings, Duration limit, String applicationName, BooleanSupplier unwanted)
      throws SQLException {
    var time = settings.connectTimeout().orElse(limit);
    this.wire = new Wire(settings.loginPolicy(), settings.trust(), time, unwanted);
    var properties = new Properties();
    properties.putAll(settings.driverParameters());
    properties.setProperty("user", settings.user());
    // Without any, the driver would read a password file of this process's user.
    properties.setProperty("password", settings.password().map(Secret::reveal).orElse(""));
    properties.setProperty("ApplicationName", applicationName);
    properties.setProperty("assumeMinServerVersion", "12"); // spares a round trip to name itself
    properties.setProperty("tcpKeepAlive", "true");
    properties.setProperty("socketFactory", WireSocketFactory.class.getName());
    properties.setProperty(WireSocketFactory.ARGUMENT, WireWatch.watch(wire));
    properties.setProperty("sslfactory", WireTlsFactory.class.getName());
    properties.setProperty("preferQueryMode", "extendedForPrepared");
    properties.setProperty("flushCacheOnDdl", "false"); // our tables keep their shape in a session
    properties.setProperty("connectTimeout", "0"); // the wire has one limit for all of it
    properties.setProperty("loginTimeout", "0");
    properties.setProperty("sslResponseTimeout", "0"); // after it, the driver goes on without TLS
    properties.setProperty("gssEncMode", "disable");
    try {
      lookUp(settings.host(), time, unwanted);
      this.connection = connect(settings, properties);
    } catch (SQLException e) {
      wire.close();
      throw new LoginFailedException(wire.ended().map(GuardedConnection::failure).orElse(e));
    } catch (RuntimeException | Error e) {
      wire.close();
      throw e;
    }
  }

  private static void lookUp(String host, Duration limit, BooleanSupplier unwanted)
      throws SQLException {
    try {
      HostLookup.OF_PROCESS.await(host, limit, unwanted);
    } catch (IOException e) {
      throw failure(e);
    }
  }

  private static SQLException failure(IOException cause) {
    return new SQLException("The connection attempt failed.", "08001", cause);
  }

  private static Connection connect(ConnectionSettings settings, Properties properties)
      throws SQLException {
    return DerivedKeys.during(
        settings.host() + ":" + settings.port(),
        () -> {
          Connection connection = DRIVER.connect(url(settings), properties);
          if (connection == null) {
            throw new SQLException(
                "the Postgres driver does not take " + settings.shownAtLogin().address(), "08001");
          }
          return connection;
        });
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

  Connection connection() {
    return connection;
  }

  Wire wire() {
    return wire;
  }

  /** Says goodbye within a limit; what the driver leaves open is closed. */
  @Override
  public void close() throws SQLException {
    wire.closing();
    try {
      connection.close();
    } finally {
      wire.close();
    }
  }
}
