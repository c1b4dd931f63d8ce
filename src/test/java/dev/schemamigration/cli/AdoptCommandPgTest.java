package dev.schemamigration.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.schemamigration.testing.TestDatabase;
import dev.schemamigration.testing.TestPostgres;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AdoptCommandPgTest {
  @TempDir Path folder;

  private final TestDatabase database = TestPostgres.newest().createDatabase();
  private CommandLineFixture terminal;

  @BeforeEach
  void writeTheFiles() {
    terminal =
        new CommandLineFixture(folder)
            .on(database)
            .table("001", "down_revision:")
            .table("002", "down_revision: 001")
            .table("003", "down_revision: 002");
  }

  private void history(String revision) {
    database.execute(
        "CREATE TABLE alembic_version (version_num varchar(32))",
        "INSERT INTO alembic_version VALUES ('" + revision + "')");
  }

  @Test
  void itIsShownBeforeItIsRecorded() {
    history("002");

    var shown = terminal.run("adopt", "--dry-run");
    assertThat(shown.exitCode()).isZero();
    assertThat(shown.out()).isEqualTo("Alembic (public.alembic_version) -> 002\n  001\n  002\n");
    assertThat(terminal.run("adopt", "--dry-run", "-o", "json").out())
        .contains("\"revisions\" : [ \"001\", \"002\" ]")
        .contains("\"tool\" : \"Alembic\"");
    assertThat(terminal.run("current").out()).isEmpty();

    var unsure = terminal.run("adopt");
    assertThat(unsure.exitCode()).isEqualTo(2);
    assertThat(unsure.err())
        .endsWith("schemactl: nothing is recorded; say --yes, or answer y on a terminal\n");
    assertThat(terminal.run("current").out()).isEmpty();

    var adopted = terminal.run("adopt", "--yes");
    assertThat(adopted.exitCode()).as(adopted.err()).isZero();
    assertThat(adopted.err()).endsWith("Recorded: the database stands at 002.\n");
    assertThat(terminal.run("current").out()).isEqualTo("002\n");
    assertThat(
            database.rows(
                "SELECT event, detail FROM schema_migration.revision_journal ORDER BY id"))
        .containsExactly("ADOPTED\tAlembic (public.alembic_version): 002");

    assertThat(terminal.run("adopt", "--yes").err())
        .isEqualTo("Nothing to adopt: what is applied is recorded already.\n");
  }

  @Test
  void whereThereIsNothingNothingIsRecorded() {
    var ended = terminal.run("adopt", "--yes");

    assertThat(ended.exitCode()).isZero();
    assertThat(ended.err()).isEqualTo("Nothing to adopt: no history of another tool is found.\n");
    assertThat(database.rows("SELECT nspname FROM pg_namespace"))
        .doesNotContain("schema_migration");
  }

  @Test
  void aHistoryThatStandsForNoRevisionIsRefused() {
    history("elsewhere");

    var ended = terminal.run("adopt", "--yes");

    assertThat(ended.exitCode()).isEqualTo(1);
    assertThat(ended.err()).startsWith("schemactl: ").contains("elsewhere");
  }
}
