package dev.schemamigration.local;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * A Postgres for one command, in a temporary folder. It ends with this process, however that ends:
 * when it is closed, at Ctrl-C, and by a watcher in a process of its own when this one is killed.
 */
public final class ThrowAwayPostgres implements AutoCloseable {
  private final LocalPostgres server;
  private final OwnedFolder folder;
  private final ParentWatch watch;

  private ThrowAwayPostgres(LocalPostgres server, OwnedFolder folder, ParentWatch watch) {
    this.server = server;
    this.folder = folder;
    this.watch = watch;
  }

  /**
   * Starts it in a new folder.
   *
   * @throws IllegalStateException naming the log, which then stays, when it does not start
   */
  public static ThrowAwayPostgres start() {
    var folder = OwnedFolder.create();
    var watch = ParentWatch.of(folder.path());
    try {
      return new ThrowAwayPostgres(LocalPostgres.start(folder.path()), folder, watch);
    } catch (RuntimeException | LinkageError e) {
      watch.close();
      giveUp(folder, e);
      throw e;
    }
  }

  /**
   * Ends the servers of processes that were killed together with their watchers, and deletes what
   * they have left.
   *
   * @return the folders that are gone
   */
  public static List<Path> removeLeftovers() {
    var leftovers = OwnedFolder.leftovers();
    try {
      for (var folder : leftovers) {
        LocalPostgres.end(folder.path());
        folder.delete();
      }
      return leftovers.stream().map(OwnedFolder::path).toList();
    } finally {
      leftovers.forEach(OwnedFolder::close);
    }
  }

  /** The server. */
  public LocalPostgres server() {
    return server;
  }

  @Override
  public void close() {
    try (folder) {
      server.close();
      folder.delete();
      // Unless all that is done, the watcher does it at the end of this process.
      watch.close();
    }
  }

  /** Keeps the log of a server that did not start: the message names it. */
  private static void giveUp(OwnedFolder folder, Throwable failure) {
    try (folder) {
      folder.disown();
      Files.delete(folder.path());
    } catch (DirectoryNotEmptyException e) {
      // It holds the log.
    } catch (IOException | UncheckedIOException e) {
      failure.addSuppressed(e);
    }
  }
}
