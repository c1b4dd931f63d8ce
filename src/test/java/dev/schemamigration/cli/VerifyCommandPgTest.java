package dev.schemamigration.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.schemamigration.testing.TestDatabase;
import dev.schemamigration.testing.TestPostgres;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** {@code schemactl verify} on directories in which everything is right, and its reports. */
class VerifyCommandPgTest {
  private static final TestPostgres SERVER = TestPostgres.newest();

  @TempDir private Path folder;

  @Test
  void aWholeDirectoryPassesEveryCheck() {
    var real = creator();
    var ended =
        shop(real)
            .table("002", "down_revision: 001\nbranch_labels: left")
            .table("003", "down_revision: 001\nbranch_labels: right")
            .table("004", "down_revision: 002, 003")
            .run("verify", "--sample=5");

    assertThat(ended.exitCode()).as(ended.out() + ended.err()).isZero();
    assertThat(ended.out().lines().skip(1))
        .containsExactly(
            "ok      upgrade on a clean database: 4 revisions",
            "ok      running it twice changes nothing: the second run had nothing to do",
            "ok      downgrade after upgrade, all the way: schema equal at 4 levels, by the"
                + " comparison library too",
            "ok      upgrade again after that: schema equal at 4 levels, by the comparison"
                + " library too",
            "skipped each head alone: there is one head",
            "ok      every revision up, down and up: 4 steps",
            "ok      rows in the tables survive that: 25 rows in 5 tables at the end (5 a table)",
            "ok      indexes are created and valid: 2 indexes, all valid",
            "ok      foreign keys are valid and work: 1 foreign keys, all valid; 1 refused a row"
                + " that refers to nothing",
            "",
            "Rows of tables that a revision made, which its downgrade drops with them",
            "  001: 10 rows in public.child, public.parent",
            "  003: 5 rows in public.t_003",
            "  002: 5 rows in public.t_002",
            "  004: 5 rows in public.t_004");
    assertThat(real.scratchDatabases()).isEmpty();
  }

  @Test
  void theBundledDirectoryPasses() {
    var real = creator();
    var ended =
        new CommandLineFixture(folder).on(real).bare("verify", "--source=bundled:spot-optimizer");

    assertThat(ended.exitCode()).as(ended.out() + ended.err()).isZero();
    assertThat(ended.out())
        .contains(
            "all the way: schema equal at 2 levels, by the comparison library too",
            "58 indexes, all valid",
            "rows in 13 tables",
            "10 foreign keys, all valid; 10 refused a row that refers to nothing")
        .doesNotContain("FAILED", "note");
    assertThat(real.scratchDatabases()).isEmpty();
  }

  @Test
  void whatIsLostWithGoodReasonIsANote() {
    var real = creator();
    var shop =
        shop(real)
            .revision(
                "002",
                "down_revision: 001",
                "ALTER TABLE parent DROP COLUMN price;",
                "ALTER TABLE parent ADD COLUMN price numeric(8,2) CHECK (price > 0);")
            .revision("003", "down_revision: 002\nirreversible: true", "DROP TABLE child;", "");

    var ended = shop.run("verify", "--accept-loss=002");

    assertThat(ended.exitCode()).as(ended.out() + ended.err()).isZero();
    assertThat(ended.out())
        .contains(
            "  note   applied and undone, it does not give back the rows from before it, which is"
                + " accepted: table public.parent: 20 rows have other values in price",
            "  note   revision 003 cannot be undone: ");
    assertThat(shop.run("verify").exitCode()).isEqualTo(3);
    assertThat(shop.run("verify", "--from=002").exitCode()).isZero();
    assertThat(shop.run("verify", "--sample=0").exitCode()).isZero();
    assertThat(real.scratchDatabases()).isEmpty();
  }

  @Test
  void whatRunsOutsideOfATransactionIsCutOffAndRunAgain() {
    var real = creator();
    var shop =
        shop(real)
            .file(
                "002_indexes.sql",
                """
                --liquibase formatted sql
                -- revision: 002
                -- down_revision: 001

                --changeset test:002 runInTransaction:false
                CREATE INDEX CONCURRENTLY child_parent ON child (parent_id);
                ALTER TABLE child ADD COLUMN more int;
                CREATE INDEX CONCURRENTLY child_more ON child (more);
                --rollback DROP INDEX CONCURRENTLY child_more;
                --rollback ALTER TABLE child DROP COLUMN more;
                --rollback DROP INDEX CONCURRENTLY child_parent;
                """)
            .file(
                "003_call.sql",
                """
                --liquibase formatted sql
                -- revision: 003
                -- down_revision: 002

                --changeset test:003 runInTransaction:false
                DO $$ BEGIN PERFORM 1; COMMIT; END $$;
                --rollback SELECT 1;
                """);

    var ended = shop.run("verify", "--accept-intervention=003");

    assertThat(ended.exitCode()).as(ended.out() + ended.err()).isZero();
    assertThat(ended.out())
        .contains(
            "ok      running it twice changes nothing: the second run had nothing to do; 2 cut off"
                + " outside of a transaction and run again",
            "  note   cut off while it was applied, and run again, it does not go on: revision"
                + " 003,")
        .doesNotContain("Revision 002\n");
    assertThat(shop.run("verify").exitCode()).isEqualTo(3);
    assertThat(real.scratchDatabases()).isEmpty();
  }

  @Test
  void theReportIsAlsoJsonAndJUnit() {
    var real = creator();
    var shop =
        shop(real)
            .revision("002", "down_revision: 001", "CREATE TABLE x (id int);", "SELECT '<&>';");

    var json = shop.run("verify", "-o", "json");
    var junit = shop.run("verify", "-o", "junit");

    assertThat(json.exitCode()).isEqualTo(3);
    assertThat(json.out())
        .contains(
            "\"passed\" : false",
            "\"check\" : \"downgrade\"",
            "\"kind\" : \"table\"",
            "\"name\" : \"public.x\"",
            "\"before\" : null",
            "\"after\" : \"there\"");
    assertThat(junit.exitCode()).isEqualTo(3);
    assertThat(junit.out())
        .startsWith("<?xml version=\"1.0\" encoding=\"UTF-8\"?>")
        .contains(
            "tests=\"11\" failures=\"",
            "<testcase classname=\"schemactl.verify.revision\" name=\"001\"></testcase>",
            "<testcase classname=\"schemactl.verify.revision\" name=\"002\"><failure"
                + " type=\"downgrade\" message=\"its downgrade does not give the schema back: table"
                + " public.x is left behind\">");
    assertThat(shop.run("heads", "-o", "junit").err())
        .isEqualTo(
            "schemactl: -o junit is a format of the command verify alone; see schemactl heads"
                + " --help\n");
    assertThat(real.scratchDatabases()).isEmpty();
  }

  @Test
  void aLoginWithoutTheRightToCreateDatabasesIsTold() {
    var ended = shop(SERVER.createDatabase()).run("verify");

    assertThat(ended.exitCode()).isEqualTo(1);
    assertThat(ended.err())
        .containsPattern(
            "schemactl: scratch database schemactl_scratch_\\w+ cannot be created, for which the"
                + " login needs CREATEDB: database 127.0.0.1:\\d+/test_\\d+ as test_\\d+:"
                + " permission denied to create database \\(SQLSTATE 42501[^)]*\\); give it that"
                + " right \\(ALTER ROLE \"test_\\d+\" CREATEDB\\), name a login that has it, or use"
                + " an embedded server \\(--embedded\\)\n"
                + "$");
  }

  @Test
  void ofARangeOnlyWhatIsAboveItsStartIsVerified() {
    var real = creator();
    var files =
        new CommandLineFixture(folder)
            .on(real)
            .revision("001", "", "CREATE TABLE kept (id int);", "")
            .table("002", "down_revision: 001")
            .table("003", "down_revision: 002")
            .revision("004", "down_revision: 003", "CREATE TABLE left_behind (id int);", "");

    for (var range : List.of("001:003", "001:+2", "-3:003", "001:004-1")) {
      var ended = files.run("verify", range, "-o", "json");
      assertThat(ended.exitCode()).as(range + ended.out() + ended.err()).isZero();
      assertThat(ended.out()).contains("\"revisions\" : [ \"002\", \"003\" ]");
    }
    assertThat(files.run("verify", ":003").exitCode()).isEqualTo(3);
    assertThat(files.run("verify", "001:").exitCode()).isEqualTo(3);
    assertThat(files.run("verify", "003:").out()).contains(": 1 revision on ");
    assertThat(real.scratchDatabases()).isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "verify 002:001|1|\"002:001\" is not a range: no revision is above its start and not above"
            + " its end",
        "verify 002:|1|\"002:heads\" is not a range: no revision is above its start and not above"
            + " its end",
        "verify 002|1|\"002\" is not a target: a range is \"FROM:TO\", \"FROM:\" or \":TO\"",
        "verify 001:002:003|1|\"001:002:003\" is not a target: a range is \"FROM:TO\", \"FROM:\" or"
            + " \":TO\"",
        "verify current:002|1|\"current:002\" is not a target: \"current\" is of a database, and a"
            + " directory is verified; name a revision",
        "verify 001: --from 001|2|FROM:TO and --from say both where it begins; leave one of them"
            + " out",
        "verify 001: --state|2|--state looks at all applied revisions; leave the range 001: out",
        "verify 005:|1|no revision",
      })
  void aRangeThatMakesNoSenseIsRefused(String command, int exitCode, String message) {
    var real = creator();
    var ended = shop(real).table("002", "down_revision: 001").run(command.split(" "));

    assertThat(ended.exitCode()).as(ended.err()).isEqualTo(exitCode);
    assertThat(ended.err()).contains(message);
    assertThat(real.scratchDatabases()).isEmpty();
  }

  private CommandLineFixture shop(TestDatabase database) {
    return new CommandLineFixture(folder)
        .on(database)
        .revision(
            "001",
            "",
            "CREATE TABLE parent (id serial PRIMARY KEY, name text NOT NULL, price numeric(8,2)"
                + " CHECK (price > 0)); CREATE TABLE child (id int GENERATED ALWAYS AS IDENTITY"
                + " PRIMARY KEY, parent_id int NOT NULL REFERENCES parent, note varchar(30));",
            "DROP TABLE child; DROP TABLE parent;");
  }

  private static TestDatabase creator() {
    return SERVER.createDatabase().mayCreateDatabases();
  }
}
