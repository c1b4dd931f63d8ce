package dev.schemamigration.testing;

import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** The real PgBouncer as a process of its own, in front of one database. */
public final class RealPgBouncer implements AutoCloseable {
  private final Process process;
  private final TestDatabase database;

  private RealPgBouncer(Process process, TestDatabase database) {
    this.process = process;
    this.database = database;
  }

  /**
   * Starts one.
   *
   * @param folder for its files, the caller's
   * @param more lines of its configuration
   */
  public static RealPgBouncer inFrontOf(
      TestDatabase database, Path folder, String mode, int size, String... more)
      throws IOException {
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
    var process = new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(log).start();
    Runtime.getRuntime().addShutdownHook(new Thread(process::destroyForcibly));
    await().ignoreExceptions().until(() -> answers(port));
    return new RealPgBouncer(
        process,
        new TestDatabase(
            database.server(), "127.0.0.1", port, database.name(), database.user(), ""));
  }

  /** The database as a client of the pool sees it. */
  public TestDatabase database() {
    return database;
  }

  private static boolean answers(int port) throws IOException {
    try (var socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
      return socket.isConnected();
    }
  }

  @Override
  public void close() {
    process.destroyForcibly();
    try {
      process.waitFor(10, TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }
}
