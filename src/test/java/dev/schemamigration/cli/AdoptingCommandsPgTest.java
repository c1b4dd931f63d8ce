package dev.schemamigration.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.schemamigration.cli.CommandLineFixture.Ended;
import dev.schemamigration.testing.TestDatabase;
import dev.schemamigration.testing.TestPostgres;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Adopts another tool's history with commands. */
class AdoptingCommandsPgTest {
  @TempDir Path folder;

  private final TestDatabase database = TestPostgres.newest().createDatabase();
  private CommandLineFixture terminal;

  @BeforeEach
  void alembicIsAt002() {
    terminal =
        new CommandLineFixture(folder)
            .on(database)
            .table("001", "down_revision:")
            .table("002", "down_revision: 001")
            .table("003", "down_revision: 002");
    database.execute(
        "CREATE TABLE alembic_version (version_num varchar(32) PRIMARY KEY)",
        "INSERT INTO alembic_version VALUES ('002')");
  }

  @Test
  void aPlanShowsTheCurrentRevisionAndWritesNothing() {
    assertThat(terminal.run("plan").out())
        .startsWith("002 -> 003\n  upgrade 003, Make 003.\nsha256:");
    assertThat(terminal.run("current")).isEqualTo(new Ended(0, "", ""));
    assertThat(database.one("SELECT to_regnamespace('schema_migration')")).isEmpty();
  }

  @Test
  void anUpgradeAdoptsReportsItAndGoesOn() {
    assertThat(terminal.run("upgrade", "head"))
        .isEqualTo(
            new Ended(
                0,
                "",
                """
                Took over the history of Alembic: 001, 002
                Running upgrade 002 -> 003, Make 003.
                The database stands at 003.
                """));
    assertThat(terminal.run("current")).isEqualTo(new Ended(0, "003 (head)\n", ""));
  }

  @Test
  void aHistoryThatDoesNotFitIsRefusedWithTheOptionThatLeavesItAlone() {
    database.execute("UPDATE alembic_version SET version_num = '009'");

    for (var command : List.of("plan", "upgrade", "downgrade")) {
      assertThat(terminal.run(command, "001"))
          .isEqualTo(
              new Ended(
                  1,
                  "",
                  "schemactl: --adopt: Alembic (public.alembic_version) stands at revision \"009\","
                      + " which the source does not have; it has \"001\", \"002\", \"003\"; add that"
                      + " revision to the source under the same id, or set --adopt never and record"
                      + " what is applied with schemactl stamp\n"));
    }
  }

  @Test
  void aHistoryIsLeftAloneWhereThatIsAskedFor() {
    assertThat(terminal.run("plan", "--adopt", "never").out()).startsWith("base -> 003\n");
    assertThat(terminal.run("upgrade", "001", "--adopt", "never").err())
        .isEqualTo("Running upgrade  -> 001, Make 001.\nThe database stands at 001.\n");
  }

  @Test
  void aStampOfBaseStartsAgain() {
    assertThat(terminal.run("stamp", "base").exitCode()).isZero();

    assertThat(terminal.run("upgrade", "001").err())
        .isEqualTo("Running upgrade  -> 001, Make 001.\nThe database stands at 001.\n");
  }
}
