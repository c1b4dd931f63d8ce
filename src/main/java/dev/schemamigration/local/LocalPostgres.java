package dev.schemamigration.local;

import dev.schemamigration.database.connection.ConnectionSettings;
import dev.schemamigration.database.connection.Secret;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * A real Postgres on loopback with password authentication. Its data and its log are below one
 * folder, its programs in the user's cache; closing it ends the server and deletes its data.
 */
public final class LocalPostgres implements AutoCloseable {
  private static final Duration START_LIMIT = Duration.ofSeconds(60);
  private static final Duration STOP_LIMIT = Duration.ofSeconds(5);
  private static final String HOST = "127.0.0.1";

  private final EmbeddedPostgres server;
  private final Path data;
  private final Thread shutdownHook;

  private LocalPostgres(EmbeddedPostgres server, Path data, Thread shutdownHook) {
    this.server = server;
    this.data = data;
    this.shutdownHook = shutdownHook;
  }

  /**
   * Starts the server and waits until it accepts connections.
   *
   * @param folder created if it is not there
   * @throws IllegalStateException naming the log, when it does not start
   */
  public static LocalPostgres start(Path folder) {
    var home = folder.toAbsolutePath().normalize();
    var log = home.resolve("postgres.log");
    var data = home.resolve("data");
    // Not the library's own hook: it can neither be removed nor end a server that still starts.
    var shutdownHook = new Thread(() -> end(home), "end of Postgres");
    Runtime.getRuntime().addShutdownHook(shutdownHook);
    try {
      Files.createDirectories(home);
      var output = ProcessBuilder.Redirect.appendTo(log.toFile());
      return new LocalPostgres(
          EmbeddedPostgres.builder()
              .setOverrideWorkingDirectory(ScratchFolders.cache().resolve("postgres").toFile())
              .setDataDirectory(data)
              .setLocaleConfig("encoding", "UTF8")
              .setLocaleConfig("locale", "C")
              .setDataDirectoryCustomizer(LocalPostgres::requirePasswords)
              .setPGStartupWait(START_LIMIT)
              .setOutputRedirector(output)
              .setErrorRedirector(output)
              .setRegisterShutdownHook(false)
              .start(),
          data,
          shutdownHook);
    } catch (IOException | IllegalStateException e) {
      throw new IllegalStateException(
          "Postgres does not start: " + e.getMessage() + "; see " + log, e);
    }
  }

  /**
   * Creates a role that is no superuser and a database of the same name that it owns.
   *
   * @param name letters, digits and underscores
   */
  public ConnectionSettings createDatabase(String name, Secret password) {
    execute("CREATE ROLE " + name + " LOGIN PASSWORD " + quoted(password));
    execute("CREATE DATABASE " + name + " OWNER " + name);
    return ConnectionSettings.of(HOST, server.getPort(), name, name, Optional.of(password));
  }

  /**
   * Creates a role that is no superuser and may create databases and roles. It connects to the
   * database {@code postgres}.
   *
   * @param name letters, digits and underscores
   */
  public ConnectionSettings createCreator(String name, Secret password) {
    execute("CREATE ROLE " + name + " LOGIN CREATEDB CREATEROLE PASSWORD " + quoted(password));
    return ConnectionSettings.of(HOST, server.getPort(), "postgres", name, Optional.of(password));
  }

  /** Changes the password of a role; open sessions stay open. */
  public void changePassword(String role, Secret password) {
    execute("ALTER ROLE " + role + " PASSWORD " + quoted(password));
  }

  /** Connection settings of the superuser, who needs no password. */
  public ConnectionSettings administrator(String database) {
    return ConnectionSettings.of(HOST, server.getPort(), database, "postgres", Optional.empty());
  }

  /** Keeps it running after this process. */
  public void leaveRunning() {
    Runtime.getRuntime().removeShutdownHook(shutdownHook);
  }

  /** Process id of the server. */
  public long pid() {
    return pid(data).orElseThrow(() -> new IllegalStateException("Postgres has ended"));
  }

  @Override
  public void close() {
    try {
      server.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    try {
      Runtime.getRuntime().removeShutdownHook(shutdownHook);
    } catch (IllegalStateException e) {
      // The JVM is shutting down: the hook has no server left to end.
      return;
    }
  }

  private static OptionalLong pid(Path data) {
    try (var lines = Files.lines(data.resolve("postmaster.pid"))) {
      return OptionalLong.of(Long.parseLong(lines.findFirst().orElseThrow().strip()));
    } catch (IOException | NoSuchElementException e) {
      return OptionalLong.empty();
    }
  }

  /**
   * Ends the server of a folder if there is one, and deletes its data. Not another process that has
   * got its id since.
   */
  static void end(Path folder) {
    var data = folder.resolve("data");
    pid(data).stream()
        .boxed()
        .flatMap(pid -> ProcessHandle.of(pid).stream())
        .filter(
            it ->
                it.info()
                    .arguments()
                    .filter(words -> List.of(words).contains(data.toString()))
                    .isPresent())
        .forEach(LocalPostgres::end);
    try {
      ScratchFolders.delete(data);
    } catch (UncheckedIOException e) {
      // A server that was ended while it started may still write; the folder is temporary anyway.
      return;
    }
  }

  private static void end(ProcessHandle server) {
    server.destroy();
    try {
      server.onExit().get(STOP_LIMIT.toSeconds(), TimeUnit.SECONDS);
    } catch (TimeoutException | ExecutionException e) {
      server.destroyForcibly();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
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

  private static void requirePasswords(File dataDirectory) {
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
