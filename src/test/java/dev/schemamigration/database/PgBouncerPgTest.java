package dev.schemamigration.database;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.schemamigration.testing.RealTool;
import dev.schemamigration.testing.TestDatabase;
import dev.schemamigration.testing.TestPostgres;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The probe against the real PgBouncer. */
class PgBouncerPgTest {
  private final TestDatabase database = TestPostgres.newest().createDatabase();
  private final List<Process> started = new ArrayList<>();
  @TempDir Path folder;

  @AfterEach
  void stop() throws InterruptedException {
    for (var process : started) {
      process.destroyForcibly().waitFor(10, TimeUnit.SECONDS);
    }
  }

  @ParameterizedTest
  @CsvSource({
    "session,     20, SESSION",
    "transaction, 20, TRANSACTION",
    "transaction,  1, TRANSACTION",
    "statement,   20, TRANSACTION",
  })
  void theModeOfThePoolIsFound(String mode, int size, Pooling expected)
      throws IOException, SQLException {
    var pooled = start(mode, size);

    try (var first = pooled.connect()) {
      assertThat(PoolerProbe.check(first, pooled::connect)).isEqualTo(expected);
    }
  }

  @ParameterizedTest
  @CsvSource({"0", "1"})
  void aPoolByTransactionsIsFoundWhileOthersUseIt(int roundRobin) throws IOException, SQLException {
    var pooled = start("transaction", 20, "server_round_robin = " + roundRobin);
    try (var busy = pooled.connect();
        var idle = pooled.connect();
        var first = pooled.connect()) {
      busy.setAutoCommit(false);
      busy.createStatement().execute("SELECT 1");
      idle.setAutoCommit(false);
      idle.createStatement().execute("SELECT 1");
      idle.commit();

      assertThat(PoolerProbe.check(first, pooled::connect)).isEqualTo(Pooling.TRANSACTION);
    }
  }

  @Test
  void aPoolWithoutASecondConnectionProvesNothing() throws IOException, SQLException {
    var pooled = start("session", 1);
    var url = pooled.jdbcUrl() + "?loginTimeout=1";

    try (var first = pooled.connect()) {
      assertThatThrownBy(
              () ->
                  PoolerProbe.check(
                      first, () -> DriverManager.getConnection(url, pooled.user(), "")))
          .isInstanceOfSatisfying(
              SQLException.class,
              e ->
                  assertThat(SqlFaults.classify(e).kind())
                      .isEqualTo(DatabaseFault.Kind.UNREACHABLE));
    }
  }

  private TestDatabase start(String mode, int size, String... more) throws IOException {
    int port;
    try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      port = socket.getLocalPort();
    }
    var settings =
        """
        [databases]
        %s = host=127.0.0.1 port=%d user=postgres
        [pgbouncer]
        listen_addr = 127.0.0.1
        listen_port = %d
        unix_socket_dir =
        auth_type = any
        pool_mode = %s
        default_pool_size = %d
        ignore_startup_parameters = extra_float_digits
        %s
        """
            .formatted(database.name(), database.port(), port, mode, size, String.join("\n", more));
    Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwxr-xr-x"));
    var file = Files.writeString(folder.resolve("pgbouncer-" + port + ".ini"), settings);
    var command = new ArrayList<>(List.of(RealTool.PGBOUNCER.executable().toString()));
    if (System.getProperty("user.name").equals("root")) {
      command.addAll(List.of("-u", "nobody")); // it refuses to run as root
    }
    command.add(file.toString());
    var log = folder.resolve("pgbouncer-" + port + ".log").toFile();
    started.add(new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(log).start());
    await().ignoreExceptions().until(() -> answers(port));
    return new TestDatabase(
        database.server(), "127.0.0.1", port, database.name(), database.user(), "");
  }

  private static boolean answers(int port) throws IOException {
    try (var socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
      return socket.isConnected();
    }
  }
}
