package dev.schemamigration.local;

import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.file.Path;
import java.util.Optional;

/**
 * A shell that outlives this process for a moment: when its input ends without a word, this process
 * was killed, and it ends the Postgres below a folder and deletes the folder. Where there is no
 * shell, nothing watches.
 */
final class ParentWatch implements AutoCloseable {
  /** Without a pid file a server is not there, or starts: that one gets some seconds. */
  private static final String SCRIPT =
      """
      trap '' HUP INT QUIT TERM
      if read -r word; then exit 0; fi
      waited=0
      while [ -d "$1/data" ] && [ ! -s "$1/data/postmaster.pid" ] && [ $waited -lt 5 ]; do
        sleep 1
        waited=$((waited + 1))
      done
      if [ -s "$1/data/postmaster.pid" ]; then
        read -r pid <"$1/data/postmaster.pid"
        kill -QUIT "$pid" 2>/dev/null
        waited=0
        while kill -0 "$pid" 2>/dev/null && [ $waited -lt 5 ]; do
          sleep 1
          waited=$((waited + 1))
        done
        kill -KILL "$pid" 2>/dev/null
      fi
      rm -rf "$1"
      """;

  private final Optional<Process> shell;

  private ParentWatch(Optional<Process> shell) {
    this.shell = shell;
  }

  /** Watches over the Postgres whose data is in {@code data} below a folder. */
  static ParentWatch of(Path folder) {
    var builder = new ProcessBuilder("/bin/sh", "-c", SCRIPT, "sh", folder.toString());
    builder.directory(folder.getRoot().toFile());
    builder.redirectOutput(Redirect.DISCARD).redirectError(Redirect.DISCARD);
    try {
      return new ParentWatch(Optional.of(builder.start()));
    } catch (IOException e) {
      return new ParentWatch(Optional.empty());
    }
  }

  /** There is nothing left to end. */
  @Override
  public void close() {
    shell.ifPresent(ParentWatch::dismiss);
  }

  private static void dismiss(Process shell) {
    try (var input = shell.outputWriter()) {
      input.write("done\n");
    } catch (IOException e) {
      // It has ended already.
    }
  }
}
