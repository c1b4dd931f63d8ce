package dev.schemamigration.testing;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** A Postgres server that goes down and comes back with its data, at the same address. */
public final class RestartablePostgres implements AutoCloseable {
  private final Path folder;
  private final int port;
  private @Nullable EmbeddedPostgres server;

  public RestartablePostgres() {
    try {
      folder = Files.createTempDirectory(Files.createDirectories(Path.of("target")), "postgres");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    server = start(0);
    port = server.getPort();
  }

  /** URL of its database, as its superuser. */
  public String url() {
    return "postgresql://postgres@127.0.0.1:%d/postgres".formatted(port);
  }

  /** Takes it down. */
  public void stop() {
    try {
      if (server != null) {
        server.close();
      }
      server = null;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Brings it back. */
  public void start() {
    server = start(port);
  }

  @Override
  public void close() {
    stop();
  }

  private EmbeddedPostgres start(int wantedPort) {
    try {
      return EmbeddedPostgres.builder()
          .setDataDirectory(folder)
          .setCleanDataDirectory(false)
          .setPort(wantedPort)
          .setPGStartupWait(Duration.ofSeconds(60))
          .setLocaleConfig("encoding", "UTF8")
          .setLocaleConfig("locale", "C")
          .setOutputRedirector(ProcessBuilder.Redirect.DISCARD)
          .setErrorRedirector(ProcessBuilder.Redirect.DISCARD)
          .start();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
