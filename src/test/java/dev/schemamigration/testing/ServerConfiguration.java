package dev.schemamigration.testing;

import io.zonky.test.db.postgres.embedded.DefaultPostgresBinaryResolver;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import io.zonky.test.db.postgres.embedded.PgBinaryResolver;
import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Objects;
import java.util.function.UnaryOperator;

/**
 * Configuration of a Postgres server for tests.
 *
 * @param binaries of its version
 * @param more settings
 */
record ServerConfiguration(
    PgBinaryResolver binaries, UnaryOperator<EmbeddedPostgres.Builder> more) {

  /** The newest version; its data goes with it. */
  static ServerConfiguration newest() {
    return new ServerConfiguration(DefaultPostgresBinaryResolver.INSTANCE, it -> it);
  }

  /** The oldest version; its data goes with it. */
  static ServerConfiguration oldest() {
    return new ServerConfiguration(ServerConfiguration::oldestBinaries, it -> it);
  }

  /**
   * The same with data that stay while it is down. A commit is in the hands of the operating system
   * before it is told, as everywhere but on servers that are made for tests only: what is killed
   * then has not lost it.
   */
  ServerConfiguration lasting() {
    try {
      var folder =
          Files.createTempDirectory(Files.createDirectories(Path.of("target")), "postgres");
      return new ServerConfiguration(
          binaries,
          it ->
              it.setDataDirectory(folder)
                  .setCleanDataDirectory(false)
                  .setServerConfig("synchronous_commit", "on"));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The same, and a commit is on the disk before it is confirmed. */
  ServerConfiguration durable() {
    return new ServerConfiguration(
        binaries,
        it ->
            more.apply(it)
                .setServerConfig("fsync", "on")
                .setServerConfig("full_page_writes", "on")
                .setServerConfig("synchronous_commit", "on"));
  }

  /** The same with further settings. */
  ServerConfiguration with(Map<String, String> settings) {
    return new ServerConfiguration(
        binaries,
        it -> {
          var builder = more.apply(it);
          settings.forEach(builder::setServerConfig);
          return builder;
        });
  }

  /**
   * @param port 0 for any that is free
   */
  EmbeddedPostgres start(int port) {
    try {
      return more.apply(builder()).setPort(port).start();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private EmbeddedPostgres.Builder builder() {
    return EmbeddedPostgres.builder()
        .setPgBinaryResolver(binaries)
        .setLocaleConfig("encoding", "UTF8")
        .setLocaleConfig("locale", "C")
        .setDataDirectoryCustomizer(ServerConfiguration::demandPasswords)
        .setPGStartupWait(Duration.ofSeconds(60))
        .setOutputRedirector(log())
        .setErrorRedirector(log());
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
        ServerConfiguration.class.getResourceAsStream(path),
        () -> path + " is not on the class path; Maven puts it there in generate-test-resources");
  }
}
