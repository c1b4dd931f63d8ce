package dev.schemamigration.testing;

import static org.awaitility.Awaitility.await;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.logging.Level;
import java.util.logging.Logger;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * One Postgres server a test JVM and version, started at its first use and stopped with the JVM.
 * Every test takes a database of its own from it, which belongs to a role of its own that is not a
 * superuser and whose password the server really checks; only {@code postgres} is trusted.
 *
 * <p>A test that takes the server down, or kills it, has one of its own. It is not closeable: JUnit
 * would close one that is shared after the first test that has it as an argument.
 */
public final class TestPostgres {
  private static final AtomicInteger SERIAL = new AtomicInteger();

  private final ServerConfiguration recipe;
  private final int port;
  private final int majorVersion;
  private final Path data;
  private final ServerProcesses processes;
  private volatile @Nullable EmbeddedPostgres server;

  private TestPostgres(ServerConfiguration recipe) {
    this.recipe = recipe;
    var first = recipe.start(0);
    server = first;
    port = first.getPort();
    majorVersion =
        Integer.parseInt(administrator("postgres").one("SHOW server_version_num")) / 10_000;
    data = Path.of(administrator("postgres").one("SHOW data_directory"));
    processes = new ServerProcesses(data);
  }

  /** The newest supported Postgres. */
  public static TestPostgres newest() {
    return Newest.SERVER;
  }

  /** The oldest supported Postgres. */
  public static TestPostgres oldest() {
    return Oldest.SERVER;
  }

  /** Oldest and newest, for {@code @MethodSource}. */
  public static Stream<TestPostgres> supported() {
    return Stream.of(oldest(), newest());
  }

  /** A server of the newest version that a test may stop, cut and break without touching others. */
  public static TestPostgres own() {
    return new TestPostgres(ServerConfiguration.newest().lasting());
  }

  /** The same of the oldest version. */
  public static TestPostgres ownOldest() {
    return new TestPostgres(ServerConfiguration.oldest().lasting());
  }

  /** One that waits for the disk at every commit, as a server in production does. */
  public static TestPostgres durable() {
    return new TestPostgres(ServerConfiguration.newest().durable());
  }

  /** A server of the newest version with settings of its own; the caller stops it. */
  public static TestPostgres with(Map<String, String> settings) {
    return new TestPostgres(ServerConfiguration.newest().with(settings));
  }

  public int majorVersion() {
    return majorVersion;
  }

  public int port() {
    return port;
  }

  /** An empty database and the role that owns it. */
  public TestDatabase createDatabase() {
    var name = nextName();
    var password = "secret-of-" + name;
    administrator("postgres")
        .execute(
            List.of(
                "CREATE ROLE " + name + " LOGIN PASSWORD '" + password + "'",
                "CREATE DATABASE " + name + " OWNER " + name));
    return new TestDatabase(this, "127.0.0.1", port, name, name, password);
  }

  /** A copy of a database that nobody is connected to; it belongs to the same role. */
  public TestDatabase cloneOf(TestDatabase template) {
    var name = nextName();
    administrator("postgres")
        .execute(
            List.of(
                "CREATE DATABASE %s TEMPLATE %s OWNER %s"
                    .formatted(name, template.name(), template.user())));
    return new TestDatabase(this, "127.0.0.1", port, name, template.user(), template.password());
  }

  /** Drops a database, whoever is connected to it, so that many short tests stay small on disk. */
  public void drop(TestDatabase database) {
    administrator("postgres").execute("DROP DATABASE " + database.name() + " WITH (FORCE)");
  }

  /** One database as the superuser, to inspect it or to terminate a backend. */
  public TestDatabase administrator(String database) {
    return new TestDatabase(this, "127.0.0.1", port, database, "postgres", "");
  }

  /** Takes a server of a test's own down, as a maintenance does; its data stays. */
  public void stop() {
    forget();
  }

  /** Brings it back with its data, at the same address. */
  public void start() {
    forget();
    try {
      Files.deleteIfExists(standby());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    server = recipe.start(port);
  }

  /** Brings it back as a standby, which reads and does not write, until it is started as itself. */
  public void startAsStandby() {
    forget();
    try {
      Files.createFile(standby());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    server = recipe.start(port);
  }

  private Path standby() {
    return data.resolve("standby.signal");
  }

  /** {@code kill -9} of all its processes at once; the next {@link #start()} has to recover. */
  public void kill() {
    processes.kill();
  }

  /**
   * {@code kill -9} of its first process only. What it has started ends when it notices, and may
   * finish what it is doing.
   */
  public void killPostmaster() {
    processes.killFirst();
  }

  /**
   * {@code kill -9} of one process that serves a client, if it is still there: the server then ends
   * all others, recovers and goes on by itself.
   */
  public void killBackend(long pid) {
    var watcher = administrator("postgres");
    try (var watching = watcher.connect();
        var statement = watching.createStatement()) {
      ProcessHandle.of(pid).ifPresent(ProcessHandle::destroyForcibly);
      await("the end of process " + pid)
          .pollDelay(Duration.ZERO)
          .pollInterval(Duration.ofMillis(10))
          .until(() -> !serves(pid, statement));
    } catch (SQLException e) {
      // It went with the others.
    }
    awaitUp();
  }

  private static boolean serves(long pid, Statement statement) {
    try (var row = statement.executeQuery("SELECT FROM pg_stat_activity WHERE pid = " + pid)) {
      return row.next();
    } catch (SQLException e) {
      return false;
    }
  }

  /** Waits until it takes connections: one that lost a process recovers by itself. */
  public void awaitUp() {
    await("the recovery of " + this)
        .atMost(Duration.ofSeconds(60))
        .pollDelay(Duration.ZERO)
        .pollInterval(Duration.ofMillis(20))
        .ignoreExceptions()
        .until(() -> administrator("postgres").one("SELECT pg_is_in_recovery()").equals("f"));
  }

  /** A killed server cannot be stopped any more; that failure is not logged. */
  private void forget() {
    var words = Logger.getLogger(EmbeddedPostgres.class.getName());
    var level = words.getLevel();
    words.setLevel(processes.awaitEnd() ? Level.OFF : level);
    var last = server;
    server = null;
    try {
      if (last != null) {
        last.close();
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } finally {
      words.setLevel(level);
    }
  }

  @Override
  public String toString() {
    return "PostgreSQL " + majorVersion;
  }

  private static String nextName() {
    return "test_" + SERIAL.incrementAndGet();
  }

  private static final class Newest {
    static final TestPostgres SERVER = new TestPostgres(ServerConfiguration.newest());
  }

  private static final class Oldest {
    static final TestPostgres SERVER = new TestPostgres(ServerConfiguration.oldest());
  }
}
