package dev.schemamigration.testing;

import static org.assertj.core.api.Assertions.fail;
import static org.junit.jupiter.api.Assumptions.abort;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * The real psql of this machine. Where it cannot be had the test is skipped, loudly; with {@code
 * CI=true} it fails.
 */
public final class RealPsql {
  private RealPsql() {}

  /** Runs a script that must succeed. */
  public static void run(TestDatabase database, String script, String... options) {
    var ended = attempt(database, script, options);
    if (ended.exitCode() != 0) {
      throw new AssertionError("psql: " + ended.err() + "\n" + ended.out());
    }
  }

  /** Runs a script that may fail. */
  public static ProgramResult attempt(TestDatabase database, String script, String... options) {
    try {
      var file = Files.createTempFile("script", ".sql");
      try {
        Files.write(file, script.getBytes(StandardCharsets.UTF_8));
        var command = new ArrayList<>(List.of(executable(), "-X", "-q", "-v", "ON_ERROR_STOP=1"));
        command.addAll(List.of(options));
        command.addAll(List.of("-d", database.libpqUrl(), "-f", file.toString()));
        return ProgramResult.toEnd(new ProcessBuilder(command));
      } finally {
        Files.delete(file);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static String executable() {
    var found =
        Stream.of(System.getenv("PATH").split(":"))
            .map(it -> Path.of(it, "psql"))
            .filter(Files::isExecutable)
            .findFirst();
    return found.map(Path::toString).orElseGet(RealPsql::missing);
  }

  private static String missing() {
    var message = "psql is missing on the PATH; install the client programs of PostgreSQL";
    if ("true".equals(System.getenv("CI"))) {
      return fail("CI=true, so tests with the real psql may not be skipped: " + message);
    }
    System.err.println("*** SKIPPED: " + message + " ***");
    return abort(message);
  }
}
