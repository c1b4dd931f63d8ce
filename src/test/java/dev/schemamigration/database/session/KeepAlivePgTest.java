package dev.schemamigration.database.session;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import dev.schemamigration.database.wire.LoginPolicy;
import dev.schemamigration.database.wire.Trust;
import dev.schemamigration.database.wire.Wire;
import dev.schemamigration.database.wire.WireSocketFactory;
import dev.schemamigration.database.wire.WireWatch;
import dev.schemamigration.testing.TestPostgres;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Properties;
import jdk.net.ExtendedSocketOptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Both sides notice within a minute that the other is gone. */
class KeepAlivePgTest {
  private static final List<Path> SOCKETS =
      List.of(Path.of("/proc/net/tcp"), Path.of("/proc/net/tcp6"));

  private static Session open(TestPostgres server) throws SQLException {
    var database = server.createDatabase();
    var settings = database.settings();
    return new Connector(Duration.ofSeconds(10)).open(settings, SessionTimeouts.INSPECTION, "test");
  }

  private static String one(Session session, String query) throws SQLException {
    try (var statement = session.connection().createStatement();
        var row = statement.executeQuery(query)) {
      row.next();
      return row.getString(1);
    }
  }

  @ParameterizedTest
  @CsvSource({
    "tcp_keepalives_idle, 30",
    "tcp_keepalives_interval, 10",
    "tcp_keepalives_count, 3",
    "tcp_user_timeout, 60000"
  })
  void theServerProbesASilentClient(String setting, String value) throws SQLException {
    for (var server : TestPostgres.supported().toList()) {
      try (var session = open(server)) {
        assertThat(one(session, "SHOW " + setting)).as("%s", server).isEqualTo(value);

        session.restoreDefaults();

        assertThat(one(session, "SHOW " + setting)).as("%s", server).isEqualTo(value);
      }
    }
  }

  @Test
  void theClientProbesASilentServer() throws IOException {
    var properties = new Properties();
    var policy = new LoginPolicy(Optional.empty(), Optional.empty());
    var wire = new Wire(policy, new Trust.Anybody(), Duration.ofSeconds(10), () -> false);
    properties.setProperty(WireSocketFactory.ARGUMENT, WireWatch.watch(wire));
    try (wire;
        var socket = new WireSocketFactory(properties).createSocket()) {
      assumeThat(socket.supportedOptions()).contains(ExtendedSocketOptions.TCP_KEEPIDLE);

      assertThat(socket.getOption(ExtendedSocketOptions.TCP_KEEPIDLE)).isEqualTo(30);
      assertThat(socket.getOption(ExtendedSocketOptions.TCP_KEEPINTERVAL)).isEqualTo(10);
      assertThat(socket.getOption(ExtendedSocketOptions.TCP_KEEPCOUNT)).isEqualTo(3);
    }
  }

  /** By {@code /proc/net/tcp}, where timer 02 is a running keepalive timer. */
  @Test
  void theKernelKeepsATimerForTheClientsSocket() throws IOException, SQLException {
    assumeThat(SOCKETS).allSatisfy(list -> assertThat(list).exists());
    try (var session = open(TestPostgres.newest())) {
      int port = Integer.parseInt(one(session, "SELECT inet_client_port()"));

      var timers = new ArrayList<String>();
      for (var list : SOCKETS) {
        for (var line : Files.readAllLines(list)) {
          var columns = line.strip().split("\\s+");
          if (columns[1].endsWith(":%04X".formatted(port))) {
            timers.add(columns[5].split(":")[0]);
          }
        }
      }
      assertThat(timers).containsExactly("02");
    }
  }
}
