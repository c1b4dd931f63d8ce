package dev.schemamigration.testing;

import static org.junit.jupiter.api.Assertions.fail;
import static org.junit.jupiter.api.Assumptions.abort;

import java.nio.file.Path;
import java.util.Locale;
import java.util.Optional;

/**
 * A program that tests need and that the build provides. Where it cannot be had the test is
 * skipped, loudly; with {@code CI=true} it fails.
 *
 * @param name as messages have it
 * @param command its target in the Makefile, its folder below hack, and in capitals the variable
 *     that names its executable
 */
public record RealTool(String name, String command) {
  public static final RealTool ALEMBIC = new RealTool("Alembic", "alembic");
  public static final RealTool PGBOUNCER = new RealTool("PgBouncer", "pgbouncer");
  public static final RealTool PG_DUMP = new RealTool("pg_dump", "pgdump");

  /** Where it is. */
  public Path executable() {
    var named = System.getenv(command.toUpperCase(Locale.ROOT));
    return named != null ? Path.of(named) : cached().orElseGet(this::missing);
  }

  private Path missing() {
    var message = "the real %s is missing; \"make %s\" provides it".formatted(name, command);
    if ("true".equals(System.getenv("CI"))) {
      return fail("CI=true, so tests with the real " + name + " may not be skipped: " + message);
    }
    System.err.println("*** SKIPPED: " + message + " ***");
    return abort(message);
  }

  private Optional<Path> cached() {
    var asked = ProgramResult.toEnd(new ProcessBuilder("hack/" + command + "/provide", "--cached"));
    return asked.exitCode() == 0 ? Optional.of(Path.of(asked.out().strip())) : Optional.empty();
  }
}
