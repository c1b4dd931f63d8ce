package dev.schemamigration.testing;

import io.zonky.test.db.postgres.embedded.DefaultPostgresBinaryResolver;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import io.zonky.test.db.postgres.embedded.PgBinaryResolver;
import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;

/**
 * One Postgres server a test JVM and version, started at its first use and stopped with the JVM.
 * Every test takes a database of its own from it, which belongs to a role of its own that is not a
 * superuser and whose password the server really checks; only {@code postgres} is trusted.
 */
public final class TestPostgres {
  private static final AtomicInteger SERIAL = new AtomicInteger();

  private final EmbeddedPostgres server;
  private final int majorVersion;

  private TestPostgres(PgBinaryResolver binaries, Map<String, String> configuration) {
    try {
      var builder = EmbeddedPostgres.builder();
      configuration.forEach(builder::setServerConfig);
      server =
          builder
              .setPgBinaryResolver(binaries)
              .setLocaleConfig("encoding", "UTF8")
              .setLocaleConfig("locale", "C")
              .setDataDirectoryCustomizer(TestPostgres::demandPasswords)
              .setPGStartupWait(Duration.ofSeconds(60))
              .setOutputRedirector(log())
              .setErrorRedirector(log())
              .start();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    majorVersion =
        Integer.parseInt(administrator("postgres").one("SHOW server_version_num")) / 10_000;
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
    return new TestPostgres(DefaultPostgresBinaryResolver.INSTANCE, Map.of());
  }

  /** The same, and it waits for the disk at every commit, as a server in production does. */
  public static TestPostgres durable() {
    var configuration = Map.of("fsync", "on", "full_page_writes", "on", "synchronous_commit", "on");
    return new TestPostgres(DefaultPostgresBinaryResolver.INSTANCE, configuration);
  }

  public int majorVersion() {
    return majorVersion;
  }

  public int port() {
    return server.getPort();
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
    return new TestDatabase(this, "127.0.0.1", server.getPort(), name, name, password);
  }

  /** A copy of a database that nobody is connected to; it belongs to the same role. */
  public TestDatabase cloneOf(TestDatabase template) {
    var name = nextName();
    administrator("postgres")
        .execute(
            List.of(
                "CREATE DATABASE %s TEMPLATE %s OWNER %s"
                    .formatted(name, template.name(), template.user())));
    return new TestDatabase(
        this, "127.0.0.1", server.getPort(), name, template.user(), template.password());
  }

  /** Drops a database, whoever is connected to it, so that many short tests stay small on disk. */
  public void drop(TestDatabase database) {
    administrator("postgres").execute("DROP DATABASE " + database.name() + " WITH (FORCE)");
  }

  /** The superuser's view of one database, to look from outside or to terminate a backend. */
  public TestDatabase administrator(String database) {
    return new TestDatabase(this, "127.0.0.1", server.getPort(), database, "postgres", "");
  }

  /** Stops a server that {@link #own()} started. */
  public void stop() {
    try {
      server.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public String toString() {
    return "PostgreSQL " + majorVersion;
  }

  private static String nextName() {
    return "test_" + SERIAL.incrementAndGet();
  }

  /** The servers talk too much for a build's output; their words are in the build folder. */
  private static ProcessBuilder.Redirect log() {
    var folder = new File("target");
    return ProcessBuilder.Redirect.appendTo(new File(folder, "test-postgres.log"));
  }

  private static void demandPasswords(File dataDirectory) {
    try {
      Files.writeString(
          dataDirectory.toPath().resolve("pg_hba.conf"),
          """
          local all postgres trust
          host all postgres 127.0.0.1/32 trust
          host all postgres ::1/128 trust
          host all all 127.0.0.1/32 scram-sha-256
          host all all ::1/128 scram-sha-256
          """);
      Files.writeString(
          dataDirectory.toPath().resolve("postgresql.auto.conf"),
          "password_encryption = 'scram-sha-256'\n");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static InputStream oldestBinaries(String system, String machineHardware) {
    var path = "/postgres-oldest/postgres-linux-x86_64.txz";
    return Objects.requireNonNull(
        TestPostgres.class.getResourceAsStream(path),
        () -> path + " is not on the class path; Maven puts it there in generate-test-resources");
  }

  private static final class Newest {
    static final TestPostgres SERVER =
        new TestPostgres(DefaultPostgresBinaryResolver.INSTANCE, Map.of());
  }

  private static final class Oldest {
    static final TestPostgres SERVER = new TestPostgres(TestPostgres::oldestBinaries, Map.of());
  }
}
