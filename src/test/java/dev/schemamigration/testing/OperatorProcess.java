package dev.schemamigration.testing;

import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.ConnectException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Pattern;

/** The packaged operator as a process of its own, with the rights of a kubeconfig. */
public final class OperatorProcess implements AutoCloseable {
  private static final Path JAR = Path.of("target/quarkus-app/quarkus-run.jar");
  private static final Pattern LISTENING =
      Pattern.compile("Listening on: (http://127\\.0\\.0\\.1:\\d+)");
  private static final AtomicInteger SERIAL = new AtomicInteger();
  private static final HttpClient HTTP =
      HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(10)).build();

  private final Process process;
  private final Path log;

  private OperatorProcess(Process process, Path log) {
    this.process = process;
    this.log = log;
  }

  /**
   * Starts it, and waits until its readiness probe succeeds.
   *
   * @param settings environment variables
   */
  public static OperatorProcess start(Path kubeconfig, Map<String, String> settings) {
    var operator = launch(kubeconfig, settings);
    operator.awaitReady();
    return operator;
  }

  /** Starts it. */
  public static OperatorProcess launch(Path kubeconfig, Map<String, String> settings) {
    return launch(
        List.of(
            ProcessHandle.current().info().command().orElse("java"),
            "-Xmx384m",
            "-XX:TieredStopAtLevel=1",
            "-XX:+UseSerialGC",
            "-jar",
            JAR.toString(),
            "operator"),
        kubeconfig,
        settings);
  }

  /** Starts it by a command. */
  public static OperatorProcess launch(
      List<String> command, Path kubeconfig, Map<String, String> settings) {
    if (!Files.exists(JAR)) {
      throw new IllegalStateException(JAR + " is missing: package the project first");
    }
    var log = Path.of("target", "operator-" + SERIAL.incrementAndGet() + ".log");
    var builder = new ProcessBuilder(command);
    builder.environment().put("KUBECONFIG", kubeconfig.toString());
    builder.environment().put("QUARKUS_HTTP_HOST", "127.0.0.1");
    builder.environment().put("QUARKUS_HTTP_PORT", "0");
    builder.environment().remove("DATABASE_URL");
    builder.environment().putAll(settings);
    builder.redirectErrorStream(true).redirectOutput(log.toFile());
    try {
      var operator = new OperatorProcess(builder.start(), log);
      Runtime.getRuntime().addShutdownHook(new Thread(operator::kill));
      return operator;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Waits until its readiness probe succeeds. */
  public void awaitReady() {
    await("the operator's readiness")
        .atMost(Duration.ofSeconds(90))
        .pollInterval(Duration.ofMillis(100))
        .until(
            () -> {
              if (!process.isAlive()) {
                throw new IllegalStateException("the operator ended: " + log());
              }
              return status("/q/health/ready") == 200;
            });
  }

  /** What an address of the operator answers. */
  public String get(String path) {
    return ask(path).body();
  }

  /** HTTP status of an address; 0 when nothing listens yet. */
  public int status(String path) {
    try {
      return ask(path).statusCode();
    } catch (UncheckedIOException e) {
      return 0;
    }
  }

  /** All that it has written. */
  public String log() {
    try {
      return Files.readString(log);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  public boolean isAlive() {
    return process.isAlive();
  }

  public long pid() {
    return process.pid();
  }

  /** The names of its threads, cut as Linux cuts them; none where the system does not tell. */
  public List<String> threads() {
    try (var threads = Files.newDirectoryStream(Path.of("/proc", process.pid() + "", "task"))) {
      var names = new ArrayList<String>();
      for (var thread : threads) {
        names.add(nameOf(thread));
      }
      return names;
    } catch (IOException e) {
      return List.of();
    }
  }

  private static String nameOf(Path thread) {
    try {
      return Files.readString(thread.resolve("comm")).strip();
    } catch (IOException e) {
      return "ended meanwhile";
    }
  }

  /** Asks it to end, as Kubernetes does, and waits; returns its exit code. */
  public int stop(Duration atMost) {
    process.destroy();
    return awaitEnd(atMost);
  }

  /** Waits until it ends by itself; returns its exit code. */
  public int awaitEnd(Duration atMost) {
    try {
      if (!process.waitFor(atMost.toMillis(), TimeUnit.MILLISECONDS)) {
        throw new IllegalStateException("the operator still runs after " + atMost + ": " + log());
      }
      return process.exitValue();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  /** kill -9. */
  public void kill() {
    process.destroyForcibly();
    try {
      process.waitFor(30, TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** Takes the processor away from it, as a paused machine does; its connections stay open. */
  public void freeze() {
    signal("STOP");
  }

  /** Lets a frozen one go on. */
  public void thaw() {
    signal("CONT");
  }

  private void signal(String name) {
    try {
      var pid = Long.toString(process.pid());
      int code = new ProcessBuilder("kill", "-" + name, pid).inheritIO().start().waitFor();
      if (code != 0) {
        throw new IllegalStateException("kill -%s %s: exit code %d".formatted(name, pid, code));
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  @Override
  public void close() {
    kill();
  }

  private HttpResponse<String> ask(String path) {
    var request =
        HttpRequest.newBuilder(address().resolve(path)).timeout(Duration.ofSeconds(10)).build();
    try {
      return HTTP.send(request, HttpResponse.BodyHandlers.ofString());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  /** The free port that it has taken, from its log. */
  private URI address() {
    var listening = LISTENING.matcher(log());
    if (!listening.find()) {
      throw new UncheckedIOException(new ConnectException("it does not listen yet"));
    }
    return URI.create(listening.group(1));
  }
}
