package dev.schemamigration.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.schemamigration.cli.CommandLineFixture.Ended;
import dev.schemamigration.database.connection.ConnectionUrl;
import dev.schemamigration.testing.TestDatabase;
import dev.schemamigration.testing.TestPostgres;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MigratingCommandsPgTest {
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

  private String tables() {
    return String.join(
        " ",
        database.rows(
            "SELECT tablename FROM pg_tables WHERE schemaname = 'public' ORDER BY tablename"));
  }

  @Test
  void upgradePrintsItsStepsAsAlembicDoes() {
    var ended = terminal.run("upgrade", "head");

    assertThat(ended)
        .isEqualTo(
            new Ended(
                0,
                "",
                """
                Running upgrade  -> 001, Make 001.
                Running upgrade 001 -> 002, Make 002.
                Running upgrade 002 -> 003, Make 003.
                The database stands at 003.
                """));
    assertThat(tables()).isEqualTo("t_001 t_002 t_003");
  }

  @Test
  void upgradeOfWhatIsThereDoesNothing() {
    terminal.run("upgrade", "head");

    assertThat(terminal.run("upgrade", "002"))
        .isEqualTo(new Ended(0, "", "Nothing to do: the database stands at 003.\n"));
  }

  @Test
  void relativeTargetsCountFromTheCurrentRevision() {
    assertThat(terminal.run("upgrade", "+2").err()).endsWith("The database stands at 002.\n");
    assertThat(terminal.run("downgrade", "-1"))
        .isEqualTo(
            new Ended(
                0, "", "Running downgrade 002 -> 001, Make 002.\nThe database stands at 001.\n"));
    assertThat(tables()).isEqualTo("t_001");
    assertThat(terminal.run("downgrade", "-2"))
        .isEqualTo(
            new Ended(
                1,
                "",
                "schemactl: \"-2\" asks for 2 steps down from \"001\", where only 1 step is"
                    + " possible\n"));
  }

  @Test
  void downgradeToBaseUndoesEverything() {
    terminal.run("upgrade", "head");

    var ended = terminal.run("downgrade", "base");

    assertThat(ended.err())
        .isEqualTo(
            """
            Running downgrade 003 -> 002, Make 003.
            Running downgrade 002 -> 001, Make 002.
            Running downgrade 001 -> , Make 001.
            The database stands at base.
            """);
    assertThat(tables()).isEmpty();
  }

  @Test
  void aFolderThatLostAllItsFilesUndoesNothing() throws Exception {
    terminal.run("upgrade", "head");
    deleteTheFiles();

    for (var target : List.of("head", "heads")) {
      var ended = terminal.run("-o", "json", "upgrade", target);
      assertThat(ended.exitCode()).isEqualTo(1);
      assertThat(ended.out()).contains("\"reason\" : \"SourceEmpty\"");
    }

    assertThat(terminal.run("plan", "head").exitCode()).isEqualTo(1);
    assertThat(terminal.run("downgrade", "head").exitCode()).isEqualTo(1);
    assertThat(tables()).isEqualTo("t_001 t_002 t_003");
    writeTheFiles();
    assertThat(terminal.run("current").out()).isEqualTo("003 (head)\n");
  }

  @Test
  void baseWrittenOutUndoesWhatTheFolderHasLost() throws Exception {
    terminal.run("upgrade", "head");
    deleteTheFiles();

    assertThat(terminal.run("downgrade", "base").err()).endsWith("The database stands at base.\n");
    assertThat(tables()).isEmpty();
  }

  private void deleteTheFiles() throws IOException {
    for (var id : List.of("001", "002", "003")) {
      Files.delete(folder.resolve(id + "_it.sql"));
    }
  }

  @Test
  void aRevisionThatTheFolderHasLostIsUndoneAndNamedWithItsParents() throws Exception {
    terminal.run("upgrade", "head");
    Files.delete(folder.resolve("003_it.sql"));

    assertThat(terminal.run("downgrade", "001").err())
        .isEqualTo(
            """
            Running downgrade 003 -> 002, Make 003.
            Running downgrade 002 -> 001, Make 002.
            The database stands at 001.
            """);
  }

  @Test
  void aFailedRevisionIsReportedInOneLineAndTheRestStays() {
    terminal.revision("004", "down_revision: 003", "CREATE TABEL x ();", "DROP TABLE x;");

    var ended = terminal.run("upgrade", "head");

    assertThat(ended.exitCode()).isEqualTo(1);
    assertThat(ended.err())
        .endsWith(
            "Running upgrade 003 -> 004, Make 004.\n"
                + "schemactl: revision 004, changeset test:004, statement 1 (004_it.sql:8): syntax error at or near"
                + " \"TABEL\" (SQLSTATE 42601, at character 8); correct it and run again\n"
                + "The database stands at 003.\n");
    assertThat(tables()).isEqualTo("t_001 t_002 t_003");
  }

  @Test
  void aFailureIsAJsonDocumentToo() {
    terminal.revision("004", "down_revision: 003", "SELECT 1/0;", "SELECT 1;");

    var ended = terminal.run("upgrade", "head", "-o", "json");

    assertThat(ended.exitCode()).isEqualTo(1);
    assertThat(ended.out())
        .contains("\"outcome\" : \"Stopped\"")
        .contains("\"reason\" : \"MigrationFailed\"")
        .contains("\"exitCode\" : 1")
        .contains("\"currentRevision\" : \"003\"")
        .contains("\"targetRevision\" : \"004\"")
        .contains("\"stepsDone\" : 3");
  }

  @Test
  void whatCannotBeUndoneIsRefusedBeforeAnythingRuns() {
    terminal.revision("004", "down_revision: 003", "CREATE TABLE x ();", "");
    terminal.run("upgrade", "head");

    var ended = terminal.run("downgrade", "001");

    assertThat(ended.exitCode()).isEqualTo(4);
    assertThat(ended.err())
        .isEqualTo(
            "schemactl: revision 004 cannot be undone: changeset test:004 (sql) has no rollback (write --rollback empty if nothing is to be undone);"
                + " choose a target that keeps it\n");
    assertThat(tables()).isEqualTo("t_001 t_002 t_003 x");
  }

  @Test
  void aRevisionThatIsLeftHalfWayIsNamedWithTheState() throws Exception {
    terminal.file(
        "004_half.sql",
        """
        --liquibase formatted sql
        -- revision: 004
        -- down_revision: 003
        --changeset test:a
        CREATE TABLE half (id int);
        --rollback DROP TABLE half;
        --changeset test:b runInTransaction:false
        CREATE INDEX CONCURRENTLY half_width ON half (width);
        --rollback DROP INDEX CONCURRENTLY half_width;
        """);
    var named = "Revision 004 was left half-way; the next upgrade or downgrade goes on\n";

    assertThat(terminal.run("upgrade", "head").err())
        .endsWith("The database stands at 003.\n" + named);
    assertThat(terminal.run("plan", "head").err()).contains(named);
    assertThat(terminal.run("plan", "head", "-o", "json").out())
        .contains("\"unfinished\" : [ \"004\" ]");
    assertThat(terminal.run("downgrade", "002").err())
        .endsWith("The database stands at 002.\n")
        .doesNotContain("half-way");
  }

  @Test
  void aPlanIsAtomicOnRequest() {
    terminal.revision("004", "down_revision: 003", "SELECT 1/0;", "SELECT 1;");

    var ended = terminal.run("upgrade", "head", "--transaction", "plan");

    assertThat(ended.exitCode()).isEqualTo(1);
    assertThat(tables()).isEmpty();
  }

  @Test
  void contextsAndLabelsLeaveChangesetsOut() {
    terminal.file(
        "004_it.sql",
        """
        --liquibase formatted sql
        -- down_revision: 003
        --changeset test:prod context:prod,eu
        CREATE TABLE prod ();
        --rollback DROP TABLE prod;
        --changeset test:demo contextFilter:@demo
        CREATE TABLE demo ();
        --rollback DROP TABLE demo;
        --changeset test:beta labels:beta
        CREATE TABLE beta ();
        --rollback DROP TABLE beta;
        """);

    assertThat(
            terminal.run("upgrade", "head", "--contexts", "us, eu", "--labels", "!beta").exitCode())
        .isZero();

    assertThat(
            database.one(
                "SELECT changesets::text || contexts::text || labels FROM"
                    + " schema_migration.revision_archive WHERE revision = '004'"))
        .isEqualTo("{004_it.sql::prod::test}{us,eu}!beta");
    assertThat(terminal.run("downgrade", "003").exitCode()).isZero();
    assertThat(database.one("SELECT to_regclass('prod')")).isEmpty();
  }

  @Test
  void parametersReachTheChangelogAndSecretOnesNoTable() throws Exception {
    var secret = Files.writeString(folder.resolveSibling(folder.getFileName() + ".txt"), "hush\n");
    terminal.revision(
        "004",
        "down_revision: 003",
        "CREATE TABLE x AS SELECT '${greeting}' AS greeting, '${secret}' AS secret;",
        "DROP TABLE x;");

    assertThat(terminal.run("upgrade", "head").err())
        .contains(
            "uses ${greeting}, ${secret} and nothing gives them a value; add them to"
                + " the command, as -P NAME=VALUE, or write ${:greeting}");
    var ended =
        terminal.run(
            "upgrade", "head", "-P", "greeting=hi=there", "--secret-parameter", "secret=" + secret);

    assertThat(ended.exitCode()).isZero();
    assertThat(database.rows("SELECT * FROM x")).containsExactly("hi=there\thush");
    assertThat(
            database.one(
                "SELECT parameters FROM schema_migration.revision_archive WHERE revision = '004'"))
        .isEqualTo("{\"greeting\": \"hi=there\"}");
  }

  @Test
  void theSchemasAreThoseThatAreNamed() {
    database.execute("CREATE SCHEMA shop");

    var ended = terminal.run("upgrade", "001", "--schema", "shop", "--tracking-schema", "tracked");

    assertThat(ended.exitCode()).isZero();
    assertThat(database.one("SELECT schemaname FROM pg_tables WHERE tablename = 't_001'"))
        .isEqualTo("shop");
    assertThat(database.one("SELECT count(*) FROM tracked.revision_archive")).isEqualTo("1");
  }

  @Test
  void theRoleIsTheOneThatIsNamed() {
    database
        .asAdministrator()
        .execute(
            "CREATE ROLE builder_of_" + database.name(),
            "GRANT builder_of_" + database.name() + " TO " + database.user(),
            "GRANT CREATE ON DATABASE " + database.name() + " TO builder_of_" + database.name(),
            "GRANT CREATE ON SCHEMA public TO builder_of_" + database.name());

    var ended = terminal.run("upgrade", "001", "--role", "builder_of_" + database.name());

    assertThat(ended.err()).endsWith("The database stands at 001.\n");
    assertThat(database.one("SELECT tableowner FROM pg_tables WHERE tablename = 't_001'"))
        .isEqualTo("builder_of_" + database.name());
  }

  @Test
  void aWrongPasswordIsReportedWithoutBeingPrinted() {
    var ended =
        terminal
            .with("DATABASE_URL", database.libpqUrl().replace(database.password(), "sesame"))
            .run("upgrade", "head");

    assertThat(ended.exitCode()).isEqualTo(1);
    assertThat(ended.err())
        .contains("password authentication failed")
        .endsWith("; correct user or password in the database URL\n")
        .doesNotContain("sesame");
  }

  @Test
  void theEnvironmentOfLibpqNamesADatabase() {
    var connection = ConnectionUrl.fields(database.libpqUrl());
    var ended =
        terminal
            .with("DATABASE_URL", "")
            .with("PGHOST", connection.host().orElseThrow())
            .with("PGPORT", connection.port().orElseThrow().toString())
            .with("PGDATABASE", connection.database().orElseThrow())
            .with("PGUSER", database.user())
            .with("PGPASSWORD", database.password())
            .run("upgrade", "001");

    assertThat(ended.exitCode()).as(ended.err()).isZero();
  }

  @Test
  void aPasswordMayComeFromTheEnvironment() {
    var ended =
        terminal
            .with("DATABASE_URL", database.libpqUrl().replace(":" + database.password(), ""))
            .with("PGPASSWORD", database.password())
            .run("upgrade", "001");

    assertThat(ended.exitCode()).isZero();
  }
}
