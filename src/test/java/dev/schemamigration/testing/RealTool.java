package dev.schemamigration.testing;

import static org.junit.jupiter.api.Assertions.fail;
import static org.junit.jupiter.api.Assumptions.abort;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * A program that tests need and that the build provides. Where it cannot be had the test is
 * skipped, loudly; with {@code CI=true} it fails.
 *
 * @param name as messages have it
 * @param variable that names its executable
 * @param target in the Makefile
 * @param provider the program that provides it, with its arguments
 */
public record RealTool(String name, String variable, String target, List<String> provider) {
  public static final RealTool ALEMBIC = own("Alembic", "alembic");
  public static final RealTool PGBOUNCER = own("PgBouncer", "pgbouncer");
  public static final RealTool PG_DUMP = own("pg_dump", "pgdump");
  public static final RealTool GOOSE = migrator("goose");
  public static final RealTool MIGRATE = migrator("migrate");
  public static final RealTool DBMATE = migrator("dbmate");
  public static final RealTool SQL_MIGRATE = migrator("sql-migrate");

  private static RealTool own(String name, String command) {
    return new RealTool(
        name, command.toUpperCase(Locale.ROOT), command, List.of("hack/" + command + "/provide"));
  }

  private static RealTool migrator(String name) {
    return new RealTool(
        name,
        name.toUpperCase(Locale.ROOT).replace('-', '_'),
        "migrators",
        List.of("hack/migrators/provide", name));
  }

  /** Where it is. */
  public Path executable() {
    var named = System.getenv(variable);
    return named != null ? Path.of(named) : cached().orElseGet(this::missing);
  }

  private Path missing() {
    var message = "the real %s is missing; \"make %s\" provides it".formatted(name, target);
    if ("true".equals(System.getenv("CI"))) {
      return fail("CI=true, so tests with the real " + name + " may not be skipped: " + message);
    }
    System.err.println("*** SKIPPED: " + message + " ***");
    return abort(message);
  }

  private Optional<Path> cached() {
    var command = new ArrayList<>(provider);
    command.add("--cached");
    var asked = ProgramResult.toEnd(new ProcessBuilder(command));
    return asked.exitCode() == 0 ? Optional.of(Path.of(asked.out().strip())) : Optional.empty();
  }
}
