package dev.schemamigration.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.schemamigration.testing.ProgramResult;
import dev.schemamigration.testing.TestDatabase;
import dev.schemamigration.testing.TestPostgres;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The commands that a developer gives every day, in the words that he would give them to Alembic
 * in: the packaged program in a project's folder, with {@code DATABASE_URL} and {@code
 * ./migrations}.
 */
class AlembicTwinsE2E {
  private static final Path MIGRATIONS = Path.of("src/main/resources/migrations/spot-optimizer");
  private static final String FIRST = "Initial schema: 13 tables, 12 enums.";
  private static final String SECOND =
      "Seed data: the default administrator and four node templates.";

  @TempDir private Path project;

  private final TestDatabase database = TestPostgres.newest().createDatabase();

  @BeforeEach
  void copyTheMigrations() throws IOException {
    var folder = Files.createDirectory(project.resolve("migrations"));
    try (var files = Files.list(MIGRATIONS)) {
      for (var file : files.toList()) {
        Files.copy(file, folder.resolve(file.getFileName()));
      }
    }
  }

  private ProgramResult schemactl(String... arguments) {
    var command = new ArrayList<>(List.of(Path.of("bin/schemactl").toAbsolutePath().toString()));
    command.addAll(List.of(arguments));
    var builder = new ProcessBuilder(command).directory(project.toFile());
    builder.environment().put("DATABASE_URL", database.libpqUrl());
    return ProgramResult.toEnd(builder);
  }

  private static ProgramResult printed(String out) {
    return new ProgramResult(0, out, "");
  }

  private static ProgramResult done(String... errors) {
    return new ProgramResult(0, "", String.join("\n", errors) + "\n");
  }

  private String tables() {
    return database.one("SELECT count(*) FROM pg_tables WHERE schemaname = 'public'");
  }

  @Test
  void migrationsAreAppliedAndRolledBack() {
    var upFirst = "Running upgrade  -> 001, " + FIRST;
    var upSecond = "Running upgrade 001 -> 002, " + SECOND;
    var downFirst = "Running downgrade 001 -> , " + FIRST;
    var downSecond = "Running downgrade 002 -> 001, " + SECOND;

    assertThat(schemactl("upgrade", "head"))
        .isEqualTo(done(upFirst, upSecond, "The database stands at 002."));
    assertThat(tables()).isEqualTo("13");
    assertThat(database.one("SELECT count(*) FROM users")).isEqualTo("1");

    assertThat(schemactl("downgrade", "-1"))
        .isEqualTo(done(downSecond, "The database stands at 001."));
    assertThat(database.one("SELECT count(*) FROM users")).isEqualTo("0");

    assertThat(schemactl("upgrade", "002"))
        .isEqualTo(done(upSecond, "The database stands at 002."));
    assertThat(schemactl("downgrade", "001"))
        .isEqualTo(done(downSecond, "The database stands at 001."));
    assertThat(schemactl("downgrade", "base"))
        .isEqualTo(done(downFirst, "The database stands at base."));
    assertThat(tables()).isEqualTo("0");
    assertThat(database.rows("SELECT typname FROM pg_type WHERE typtype = 'e'")).isEmpty();
  }

  @Test
  void theStatusIsShown() {
    assertThat(schemactl("current")).isEqualTo(printed(""));
    schemactl("upgrade", "001");

    assertThat(schemactl("current")).isEqualTo(printed("001\n"));
    assertThat(schemactl("history"))
        .isEqualTo(printed("001 -> 002 (head), " + SECOND + "\n<base> -> 001, " + FIRST + "\n"));
    assertThat(schemactl("heads")).isEqualTo(printed("002 (head)\n"));
  }

  /** The models of the application are what another database has. */
  @Test
  void newMigrationsAreWritten() throws IOException {
    assertThat(schemactl("revision", "-m", "description"))
        .isEqualTo(printed("./migrations/003_description.sql\n"));
    assertThat(schemactl("heads")).isEqualTo(printed("003 (head)\n"));
    Files.delete(project.resolve("migrations/003_description.sql"));

    database.mayCreateDatabases();
    schemactl("upgrade", "head");
    var models = TestPostgres.newest().createDatabase();
    schemactl("upgrade", "head", "--database-url", models.libpqUrl());
    models.execute("ALTER TABLE users ADD COLUMN phone text");

    assertThat(
            schemactl(
                "revision",
                "--autogenerate",
                "-m",
                "description",
                "--desired-url",
                models.libpqUrl()))
        .isEqualTo(printed("./migrations/003_description.sql\n"));
    assertThat(Files.readString(project.resolve("migrations/003_description.sql")))
        .contains("ALTER TABLE public.users\n\tADD COLUMN phone text;\n", "DROP COLUMN phone;");
    assertThat(schemactl("upgrade", "head"))
        .isEqualTo(done("Running upgrade 002 -> 003, description", "The database stands at 003."));
    assertThat(database.columnsOf("users")).contains("phone");
    assertThat(schemactl("downgrade", "-1").exitCode()).isZero();
    assertThat(database.columnsOf("users")).doesNotContain("phone");
  }
}
