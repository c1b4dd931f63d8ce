package dev.schemamigration.testing;

import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;

/** The processes of one Postgres server, for tests that kill them. */
final class ServerProcesses {
  private final Path folder;
  private List<ProcessHandle> dying = List.of();

  /**
   * @param folder where the server's data is
   */
  ServerProcesses(Path folder) {
    this.folder = folder;
  }

  /** {@code kill -9} of all at once. */
  void kill() {
    dying = all();
    dying.forEach(ProcessHandle::destroyForcibly);
  }

  /** {@code kill -9} of the first one; the others end when they notice. */
  void killFirst() {
    dying = all();
    dying.getFirst().destroyForcibly();
  }

  /**
   * The memory of a killed server is not free for the next one before all of it has ended.
   *
   * @return whether it was killed at all
   */
  boolean awaitEnd() {
    boolean killed = !dying.isEmpty();
    await("the end of a killed server")
        .atMost(Duration.ofSeconds(30))
        .pollDelay(Duration.ZERO)
        .pollInterval(Duration.ofMillis(10))
        .until(() -> dying.stream().noneMatch(ProcessHandle::isAlive));
    dying = List.of();
    return killed;
  }

  /** The first process, and those that it has started. */
  private List<ProcessHandle> all() {
    try (var lines = Files.lines(folder.resolve("postmaster.pid"))) {
      var first = ProcessHandle.of(Long.parseLong(lines.findFirst().orElseThrow())).orElseThrow();
      return Stream.concat(Stream.of(first), first.children()).toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
