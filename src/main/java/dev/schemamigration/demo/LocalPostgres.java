package dev.schemamigration.demo;

import dev.schemamigration.database.ConnectionSettings;
import dev.schemamigration.database.Secret;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Optional;

/**
 * A real Postgres on loopback that checks passwords. Its data and its log are below one folder, its
 * programs in the user's cache; stopping it leaves nothing running, and none of its data.
 */
public final class LocalPostgres implements AutoCloseable {
  private static final Duration START_LIMIT = Duration.ofSeconds(60);
  private static final String HOST = "127.0.0.1";

  private final EmbeddedPostgres server;

  private LocalPostgres(EmbeddedPostgres server) {
    this.server = server;
  }

  /**
   * Starts and waits until the server takes connections.
   *
   * @param folder created if it is not there
   * @throws UncheckedIOException naming the log, when it does not start
   */
  public static LocalPostgres start(Path folder) {
    var home = folder.toAbsolutePath().normalize();
    var log = home.resolve("postgres.log");
    try {
      Files.createDirectories(home);
      var words = ProcessBuilder.Redirect.appendTo(log.toFile());
      return new LocalPostgres(
          EmbeddedPostgres.builder()
              .setOverrideWorkingDirectory(Folders.cache().resolve("postgres").toFile())
              .setDataDirectory(home.resolve("data"))
              .setLocaleConfig("encoding", "UTF8")
              .setLocaleConfig("locale", "C")
              .setDataDirectoryCustomizer(LocalPostgres::demandPasswords)
              .setPGStartupWait(START_LIMIT)
              .setOutputRedirector(words)
              .setErrorRedirector(words)
              .start());
    } catch (IOException | IllegalStateException e) {
      throw new UncheckedIOException(
          new IOException("Postgres does not start: " + e.getMessage() + "; see " + log, e));
    }
  }

  /**
   * Makes a role that is no superuser and a database of the same name that belongs to it.
   *
   * @param name letters, digits and underscores
   */
  public ConnectionSettings createDatabase(String name, Secret password) {
    execute("CREATE ROLE " + name + " LOGIN PASSWORD " + quoted(password));
    execute("CREATE DATABASE " + name + " OWNER " + name);
    return ConnectionSettings.of(HOST, server.getPort(), name, name, Optional.of(password));
  }

  /** Gives a role another password; sessions that are open stay open. */
  void changePassword(String role, Secret password) {
    execute("ALTER ROLE " + role + " PASSWORD " + quoted(password));
  }

  /** The superuser's way in, which needs no password: for looking at the catalogue from outside. */
  ConnectionSettings administrator(String database) {
    return ConnectionSettings.of(HOST, server.getPort(), database, "postgres", Optional.empty());
  }

  @Override
  public void close() {
    try {
      server.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void execute(String sql) {
    try (var connection = server.getPostgresDatabase().getConnection();
        var statement = connection.createStatement()) {
      statement.execute(sql);
    } catch (SQLException e) {
      throw new IllegalStateException(e.getMessage(), e);
    }
  }

  private static String quoted(Secret password) {
    return "'" + password.reveal().replace("'", "''") + "'";
  }

  private static void demandPasswords(File dataDirectory) {
    var data = dataDirectory.toPath();
    try {
      Files.writeString(
          data.resolve("pg_hba.conf"),
          """
          local all postgres trust
          host all postgres 127.0.0.1/32 trust
          host all postgres ::1/128 trust
          host all all 127.0.0.1/32 scram-sha-256
          host all all ::1/128 scram-sha-256
          """);
      Files.writeString(
          data.resolve("postgresql.auto.conf"), "password_encryption = 'scram-sha-256'\n");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
