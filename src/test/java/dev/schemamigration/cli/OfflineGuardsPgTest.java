package dev.schemamigration.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.schemamigration.cli.CommandLineFixture.Ended;
import dev.schemamigration.database.session.MigrationLock;
import dev.schemamigration.testing.RealPsql;
import dev.schemamigration.testing.SchemaSnapshot;
import dev.schemamigration.testing.TestDatabase;
import dev.schemamigration.testing.TestPostgres;
import dev.schemamigration.testing.TrackingRows;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A script changes nothing where it does not fit, and holds nothing that breaks out of it. */
class OfflineGuardsPgTest {
  @TempDir Path folder;

  private final TestDatabase database = TestPostgres.newest().createDatabase();
  private CommandLineFixture terminal;
  private CommandLineFixture connected;

  @BeforeEach
  void writeTheFiles() {
    terminal =
        new CommandLineFixture(folder)
            .table("001", "down_revision:")
            .table("002", "down_revision: 001")
            .table("003", "down_revision: 002");
    connected = new CommandLineFixture(folder).on(database);
  }

  @Test
  void aScriptThatIsRunTwiceChangesNothingTheSecondTime() {
    var script = script("upgrade", "002", "--sql");
    RealPsql.run(database, script);
    var before = all();

    assertThat(RealPsql.attempt(database, script).err())
        .contains(
            "ERROR:  this script begins at base, and the database stands at 002; make a script that"
                + " begins there");
    assertThat(all()).isEqualTo(before);
  }

  @Test
  void aScriptForAnotherPlaceChangesNothing() {
    var later = script("upgrade", "002:003", "--sql");
    var down = script("downgrade", "003:001", "--sql");

    assertThat(RealPsql.attempt(database, later).err())
        .contains(
            "ERROR:  this script begins at 002, and nothing is recorded in schema schema_migration"
                + " of this database; run it on the right one, or make a script that begins at"
                + " base");
    assertThat(schemas()).doesNotContain("schema_migration");

    RealPsql.run(database, script("upgrade", "001", "--sql"));
    var before = all();
    for (var script : List.of(later, down)) {
      assertThat(RealPsql.attempt(database, script).exitCode()).isEqualTo(3);
    }
    assertThat(all()).isEqualTo(before);
  }

  @Test
  void evenWithoutTheOptionAnErrorEndsTheScript() {
    RealPsql.run(database, script("upgrade", "001", "--sql"));

    var ended =
        RealPsql.attempt(database, script("upgrade", "002:003", "--sql"), "-v", "ON_ERROR_STOP=0");

    assertThat(ended.exitCode()).isEqualTo(3);
    assertThat(tables()).isEqualTo("t_001");
  }

  @Test
  void aScriptWaitsForNoOtherRun() throws Exception {
    var script = script("upgrade", "head", "--sql");
    try (var other = database.connect();
        var statement = other.createStatement()) {
      statement.execute(
          "SELECT pg_advisory_lock(" + new MigrationLock("schema_migration").key() + ")");

      assertThat(RealPsql.attempt(database, script).err())
          .contains(
              "ERROR:  another run holds the migration lock of this database; run the script again"
                  + " when it has ended");
    }
    assertThat(schemas()).doesNotContain("schema_migration");
    RealPsql.run(database, script);
    assertThat(database.advisoryLocks()).isZero();
  }

  @Test
  void whatWasAppliedFromAnotherFileIsNotUndone() {
    RealPsql.run(database, script("upgrade", "head", "--sql"));
    terminal.revision(
        "003", "down_revision: 002", "CREATE TABLE t_003 (id int);", "DROP TABLE t_002;");

    assertThat(RealPsql.attempt(database, script("downgrade", "003:002", "--sql")).err())
        .contains(
            "ERROR:  revision 003 was applied from another file than the one this script was made"
                + " from; undo it over a connection");
    assertThat(tables()).isEqualTo("t_001 t_002 t_003");
  }

  @Test
  void theParametersOfAnUndoneRevisionAreThoseItWasAppliedWith() {
    terminal.revision(
        "004", "down_revision: 003", "CREATE TABLE ${name} ();", "DROP TABLE ${name};");
    RealPsql.run(database, script("upgrade", "head", "--sql", "-P", "name=t_a"));
    var other = script("downgrade", "004:003", "--sql", "-P", "name=t_003");

    assertThat(RealPsql.attempt(database, other).err())
        .contains(
            "ERROR:  revision 004 was applied with other parameters than this script was made with");
    RealPsql.run(database, script("downgrade", "004:003", "--sql", "-P", "name=t_a"));
    assertThat(tables()).isEqualTo("t_001 t_002 t_003");
  }

  @Test
  void theHashOfAPlanIsThatOfARunOverAConnection() {
    RealPsql.run(database, script("upgrade", "head", "--sql"));
    var planned = connected.run("plan", "001", "-o", "json").out();
    RealPsql.run(database, script("downgrade", "003:001", "--sql"));

    var recorded =
        database
            .asAdministrator()
            .rows(
                "SELECT detail FROM schema_migration.revision_journal WHERE event = 'RUN_BEGUN' ORDER BY id");
    assertThat(planned).contains("\"" + recorded.getLast() + "\"");
    assertThat(connected.run("current").out()).isEqualTo("001\n");
  }

  @Test
  void theHistoryOfAnotherToolIsNotIgnored() {
    database.execute(
        "CREATE TABLE alembic_version (version_num varchar(32))",
        "INSERT INTO alembic_version VALUES ('001')");

    assertThat(RealPsql.attempt(database, script("upgrade", "head", "--sql")).err())
        .contains("ERROR:  table public.alembic_version holds the history of another tool");
    assertThat(schemas()).doesNotContain("schema_migration");
    RealPsql.run(database, script("upgrade", "head", "--sql", "--adopt", "never"));
  }

  @Test
  void schemaAndRoleAreThoseOfTheCommand() {
    var owner = database.user() + "_owner";
    database
        .asAdministrator()
        .execute(
            "CREATE ROLE " + owner,
            "GRANT " + owner + " TO " + database.user(),
            "GRANT CREATE ON DATABASE " + database.name() + " TO " + owner,
            "CREATE SCHEMA \"it's: \"\"app\" AUTHORIZATION " + owner);
    var options =
        new String[] {"--schema", "it's: \"app", "--role", owner, "--tracking-schema", "a?'b"};
    RealPsql.run(database, script(with(options, "upgrade", "002", "--sql")));

    assertThat(connected.run(with(options, "current")).out()).isEqualTo("002\n");
    assertThat(
            database
                .asAdministrator()
                .rows(
                    "SELECT schemaname, tablename, tableowner = '"
                        + owner
                        + "' FROM pg_tables WHERE schemaname IN ('it''s: \"app', 'a?''b') ORDER BY 1, 2"))
        .containsExactly(
            "a?'b\tdatabasechangelog\tt",
            "a?'b\trevision_archive\tt",
            "a?'b\trevision_journal\tt",
            "a?'b\ttracking_owner\tt",
            "it's: \"app\tt_001\tt",
            "it's: \"app\tt_002\tt");
    assertThat(
            RealPsql.attempt(
                    database,
                    script(
                        "upgrade",
                        "002:003",
                        "--sql",
                        "--role",
                        owner,
                        "--tracking-schema",
                        "a?'b"))
                .err())
        .contains(
            "ERROR:  the recorded revisions were applied in schema it's: \"app, and this script is for schema public");
    RealPsql.run(database, script(with(options, "downgrade", "002:base", "--sql")));
    assertThat(connected.run(with(options, "current")).out()).isEmpty();
  }

  @Test
  void aSchemaThatIsNotThereIsNamed() {
    assertThat(
            RealPsql.attempt(database, script("upgrade", "head", "--sql", "--schema", "gone"))
                .err())
        .contains(
            "ERROR:  schema \"gone\" does not exist, or role \""
                + database.user()
                + "\" may not use it");
  }

  @Test
  void aRevisionThatTurnsTheStringsOfTheSessionDoesNotReachPsql() {
    var marker = folder.resolve("reached");
    terminal.revision(
        "004",
        "down_revision: 003",
        "DO $$ BEGIN PERFORM set_config('standard_conforming_strings', 'off', false),"
            + " set_config('client_encoding', 'SJIS', false); END $$;\n"
            + "CREATE TABLE t_004 AS SELECT 'a\\'::text AS a, ' \\! touch "
            + marker
            + " '::text AS b, 'あ'::text AS c, ' \\! touch "
            + marker
            + " '::text AS d;",
        "DROP TABLE t_004;");

    RealPsql.run(database, script("upgrade", "head", "--sql"));

    assertThat(marker).doesNotExist();
    assertThat(database.one("SELECT a || c FROM t_004")).isEqualTo("a\\あ");
  }

  @Test
  void aWholePlanIsOneTransactionOnRequest() {
    terminal.revision("004", "down_revision: 003", "SELECT 1/0;", "SELECT 1;");

    var ended =
        RealPsql.attempt(database, script("upgrade", "head", "--sql", "--transaction", "plan"));

    assertThat(ended.err()).contains("division by zero");
    assertThat(tables()).isEmpty();
    assertThat(RealPsql.attempt(database, script("upgrade", "head", "--sql")).exitCode())
        .isEqualTo(3);
    assertThat(tables()).isEqualTo("t_001 t_002 t_003");
  }

  @Test
  void aRangeWithoutItsOptionIsRefused() {
    assertThat(connected.run("upgrade", "001:002").err())
        .isEqualTo(
            "schemactl: \"001:002\" is a range, which only means something with --sql and in"
                + " history; name one revision\n");
  }

  @Test
  void aStampRecordsWithoutRunning() {
    RealPsql.run(database, script("stamp", "002", "--sql"));
    var other = TestPostgres.newest().createDatabase();
    assertThat(new CommandLineFixture(folder).on(other).run("stamp", "002").exitCode()).isZero();

    assertThat(tables()).isEmpty();
    assertThat(TrackingRows.of(database).stream().map(it -> it.replace(database.user(), "me")))
        .containsExactlyElementsOf(
            TrackingRows.of(other).stream().map(it -> it.replace(other.user(), "me")).toList());

    RealPsql.run(database, script("stamp", "002:001", "--sql"));
    assertThat(connected.run("current").out()).isEqualTo("001\n");
    RealPsql.run(database, script("upgrade", "001:head", "--sql"));
    assertThat(tables()).isEqualTo("t_002 t_003");
  }

  @Test
  void theTrackingTablesCanBeCreatedAlone() {
    var script = script("ensure_version", "--sql");
    RealPsql.run(database, script);
    RealPsql.run(database, script("upgrade", "001", "--sql"));
    var before = all();

    RealPsql.run(database, script);
    assertThat(all()).isEqualTo(before);
    assertThat(connected.run("upgrade", "head").exitCode()).isZero();
  }

  private static String[] with(String[] options, String... command) {
    return Stream.of(command, options).flatMap(Stream::of).toArray(String[]::new);
  }

  private String script(String... command) {
    Ended ended = terminal.run(command);
    assertThat(ended.exitCode()).as(ended.err()).isZero();
    return ended.out();
  }

  private List<String> all() {
    var all = new ArrayList<>(SchemaSnapshot.of(database));
    all.addAll(TrackingRows.of(database));
    return all;
  }

  private List<String> schemas() {
    return database.rows("SELECT nspname FROM pg_namespace");
  }

  private String tables() {
    return database.one(
        "SELECT coalesce(string_agg(tablename, ' ' ORDER BY tablename), '') FROM pg_tables WHERE"
            + " schemaname = 'public'");
  }
}
