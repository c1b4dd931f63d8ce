package dev.schemamigration.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.schemamigration.cli.CommandLineFixture.Ended;
import dev.schemamigration.testing.TestDatabase;
import dev.schemamigration.testing.TestPostgres;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EnsureVersionPgTest {
  private static final Ended DONE = new Ended(0, "", "The tracking tables are there.\n");

  @TempDir Path folder;

  private final TestDatabase database = TestPostgres.newest().createDatabase();

  private CommandLineFixture terminal() {
    return new CommandLineFixture(folder).on(database);
  }

  @Test
  void theTablesAreCreatedOnceWithoutAnyRevisionFile() {
    assertThat(terminal().run("ensure_version")).isEqualTo(DONE);

    assertThat(
            database.rows(
                "SELECT table_name FROM information_schema.tables"
                    + " WHERE table_schema = 'schema_migration' ORDER BY 1"))
        .containsExactly(
            "databasechangelog", "revision_archive", "revision_journal", "tracking_owner");
    assertThat(terminal().run("ensure_version")).isEqualTo(DONE);
  }

  @Test
  void whatIsAppliedStaysAndIsTold() {
    terminal().table("001", "down_revision:").run("upgrade", "head");

    assertThat(terminal().run("ensure_version", "-o", "json").out())
        .contains("\"currentRevision\" : \"001\"");
    assertThat(terminal().run("current")).isEqualTo(new Ended(0, "001 (head)\n", ""));
  }

  @Test
  void theHistoryOfAnotherToolIsNotHidden() {
    database.execute(
        "CREATE TABLE alembic_version (version_num varchar(32) PRIMARY KEY)",
        "INSERT INTO alembic_version VALUES ('002')");

    assertThat(terminal().run("ensure_version"))
        .isEqualTo(
            new Ended(
                1,
                "",
                "schemactl: --adopt: Alembic has a history in public.alembic_version, which would no"
                    + " longer be looked for once the tracking tables are there; upgrade instead,"
                    + " which takes it over, or set --adopt never and record what is applied with"
                    + " schemactl stamp\n"));
    assertThat(database.one("SELECT to_regnamespace('schema_migration')")).isEmpty();
    assertThat(terminal().run("ensure_version", "--adopt", "never")).isEqualTo(DONE);
  }

  @Test
  void theCurrentRevisionIsOpenedInTheEditor() {
    var terminal =
        terminal()
            .table("001", "down_revision:")
            .table("002", "down_revision: 001")
            .with("EDITOR", "sed -i 's/Make/Build/'");
    assertThat(terminal.run("edit", "current"))
        .isEqualTo(
            new Ended(
                2,
                "",
                "schemactl: the database is at base, so there is no current revision to edit\n"));
    terminal.run("upgrade", "001");

    assertThat(terminal.run("edit", "current")).isEqualTo(new Ended(0, "", ""));

    assertThat(terminal.run("history").out())
        .isEqualTo("001 -> 002 (head), Make 002.\n<base> -> 001, Build 001.\n");
  }
}
