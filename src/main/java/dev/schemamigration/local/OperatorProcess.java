package dev.schemamigration.local;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.HttpURLConnection;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/** The packaged operator as a process, with the permissions of a kubeconfig. */
public final class OperatorProcess implements AutoCloseable {
  private static final Duration START_LIMIT = Duration.ofSeconds(60);
  private static final Duration GRACE = Duration.ofSeconds(10);

  private final BackgroundProcess process;
  private final int port;

  private OperatorProcess(BackgroundProcess process, int port) {
    this.process = process;
    this.port = port;
  }

  /**
   * Starts it and waits until its readiness probe succeeds.
   *
   * @param jar of the packaged program
   * @param namespace where its Lease lives
   * @param folder for its log
   * @throws IllegalStateException with the end of its log, when it does not become ready
   */
  public static OperatorProcess start(Path jar, Path kubeconfig, String namespace, Path folder) {
    var port = freePort();
    var environment =
        Map.of(
            "KUBECONFIG",
            kubeconfig.toString(),
            "POD_NAMESPACE",
            namespace,
            "SCHEMA_MIGRATION_LEADER_ELECTION",
            "true",
            "QUARKUS_HTTP_HOST",
            "127.0.0.1",
            "QUARKUS_HTTP_PORT",
            Integer.toString(port));
    var command =
        List.of(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-Ddemo.folder=" + folder,
            "-jar",
            jar.toString(),
            "operator");
    var process =
        BackgroundProcess.start("operator", command, environment, folder.resolve("operator.log"));
    var operator = new OperatorProcess(process, port);
    operator.awaitReady();
    return operator;
  }

  /** Base address of its HTTP endpoints, e.g. of {@code /q/health}. */
  public URI address() {
    return URI.create("http://127.0.0.1:" + port);
  }

  public long pid() {
    return process.pid();
  }

  public String logTail() {
    return process.logTail();
  }

  /** Keeps it running after this process. */
  public void leaveRunning() {
    process.leaveRunning();
  }

  /** Ends it with SIGTERM and a grace period, as a cluster does. */
  @Override
  public void close() {
    process.stop(GRACE);
  }

  private void awaitReady() {
    var limit = System.nanoTime() + START_LIMIT.toNanos();
    while (!isReady()) {
      if (!process.isAlive() || System.nanoTime() > limit) {
        process.close();
        throw new IllegalStateException(process.logTail());
      }
      Polling.pause();
    }
  }

  private boolean isReady() {
    try {
      var request =
          (HttpURLConnection) address().resolve("/q/health/ready").toURL().openConnection();
      request.setConnectTimeout(1000);
      request.setReadTimeout(2000);
      return request.getResponseCode() == HttpURLConnection.HTTP_OK;
    } catch (IOException e) {
      return false;
    }
  }

  private static int freePort() {
    try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
