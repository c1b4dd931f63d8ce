package dev.schemamigration.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.schemamigration.testing.TestDatabase;
import dev.schemamigration.testing.TestPostgres;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The {@code .verify.sql} file beside a revision. */
class VerificationFilesPgTest {
  private static final TestPostgres SERVER = TestPostgres.newest();

  @TempDir private Path folder;

  private final TestDatabase database = SERVER.createDatabase();

  @Test
  void whatIsTrueLetsTheRevisionThrough() {
    var ended =
        verified(
                """
                -- t_001 is there and empty
                SELECT count(*) = 0 FROM t_001;
                SELECT id FROM t_001; -- no boolean: it has to succeed
                SELECT true UNION ALL SELECT true;
                SELECT true WHERE false;
                SET search_path TO nowhere;
                SET LOCAL statement_timeout = 1234;
                """)
            .table("002", "down_revision: 001")
            .run("upgrade", "head");

    assertThat(ended.exitCode()).as(ended.err()).isZero();
    assertThat(
            database.rows(
                "SELECT relname FROM pg_class WHERE relname IN ('t_001', 't_002') ORDER BY 1"))
        .containsExactly("t_001", "t_002");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "SELECT count(*) > 0 FROM t_001|it returned false",
        "SELECT NULL::boolean|it returned NULL",
        "SELECT true UNION ALL SELECT false|it returned false",
        "SELECT * FROM nothing|relation \"nothing\" does not exist (SQLSTATE 42P01",
        "INSERT INTO t_001 VALUES (1)|cannot execute INSERT in a read-only transaction (SQLSTATE 25006",
        "SELECT nextval('s')|cannot execute nextval() in a read-only transaction (SQLSTATE 25006",
        "DO $$BEGIN DELETE FROM t_001; END$$|cannot execute DELETE in a read-only transaction",
        "SET transaction_read_only = off|cannot set transaction read-write mode inside a read-only transaction",
      })
  void whatIsNotTrueRollsTheRevisionBack(String sql, String detail) {
    var files = verified("SELECT true;\n\n" + sql + ";\n");
    var ended = files.run("upgrade", "head", "-o", "json");

    assertThat(ended.exitCode()).isEqualTo(1);
    assertThat(ended.err())
        .contains("schemactl: revision 001, 001_it.verify.sql, statement 2 (line 3): " + detail);
    assertThat(ended.out())
        .contains("\"reason\" : \"VerifyFailed\"", "\"currentRevision\" : \"base\"");
    assertThat(database.rows("SELECT 1 FROM pg_class WHERE relname = 't_001'")).isEmpty();

    assertThat(files.file("001_it.verify.sql", "SELECT true").run("upgrade", "head").exitCode())
        .isZero();
  }

  @Test
  void ofAWholePlanInOneTransactionNothingStays() {
    var ended =
        new CommandLineFixture(folder)
            .on(database)
            .table("000", "")
            .revision(
                "001", "down_revision: 000", "CREATE TABLE t_001 (id int);", "DROP TABLE t_001;")
            .file("001_it.verify.sql", "SELECT false")
            .run("upgrade", "head", "--transaction", "plan");

    assertThat(ended.exitCode()).isEqualTo(1);
    assertThat(database.rows("SELECT 1 FROM pg_class WHERE relname LIKE 't\\_00%'")).isEmpty();
  }

  @Test
  void aRevisionOutsideOfATransactionIsHalfWayUntilItIsTrue() {
    var files =
        new CommandLineFixture(folder)
            .on(database)
            .file(
                "001_it.sql",
                """
                --liquibase formatted sql
                -- revision: 001

                --changeset test:a
                CREATE TABLE t_001 (id int);
                --rollback DROP TABLE t_001;

                --changeset test:b runInTransaction:false
                CREATE INDEX CONCURRENTLY i ON t_001 (id);
                --rollback DROP INDEX i;
                """)
            .file("001_it.verify.sql", "SELECT count(*) = 1 FROM t_001;");

    var failed = files.run("upgrade", "head");
    assertThat(failed.exitCode()).isEqualTo(1);
    assertThat(failed.err()).contains("it returned false", "Revision 001 was left half-way");

    database.execute("INSERT INTO t_001 VALUES (1)");
    assertThat(files.run("upgrade", "head").exitCode()).isZero();
    assertThat(files.run("current").out()).isEqualTo("001 (head)\n");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "SAVEPOINT x|a savepoint",
        "ROLLBACK TO x|a savepoint",
        "COMMIT|COMMIT",
        "\\q|\\q",
      })
  void whatCouldLeaveItsFrameIsRefusedBeforeAnythingRuns(String sql, String what) {
    var ended = verified(sql + ";\n").run("upgrade", "head");

    assertThat(ended.exitCode()).isEqualTo(1);
    assertThat(ended.err()).contains("001_it.verify.sql", what);
    assertThat(database.rows("SELECT 1 FROM pg_class WHERE relname = 't_001'")).isEmpty();
  }

  @Test
  void oneBesideNoRevisionIsRefused() {
    var ended =
        new CommandLineFixture(folder)
            .on(database)
            .table("001", "")
            .file("002_it.verify.sql", "SELECT true")
            .run("heads");

    assertThat(ended.exitCode()).isEqualTo(1);
    assertThat(ended.err())
        .contains(
            "002_it.verify.sql: there is no revision file of that name beside it; name it as its"
                + " revision's file, with .verify.sql in place of the ending");
  }

  @Test
  void theStateOfADatabaseIsVerifiedFromItsArchive() throws IOException {
    var files = verified("SELECT count(*) = 0 FROM t_001;").table("002", "down_revision: 001");
    assertThat(files.run("upgrade", "head").exitCode()).isZero();
    Files.delete(folder.resolve("001_it.verify.sql"));

    var passed = files.run("verify", "--state");
    assertThat(passed.exitCode()).as(passed.err()).isZero();
    assertThat(passed.out().lines())
        .containsExactly(
            "ok      revision 001: 1 statement", "1 of 2 applied revisions have no .verify.sql");

    database.execute("INSERT INTO t_001 VALUES (1)");
    var failed = files.run("verify", "--state");
    assertThat(failed.exitCode()).isEqualTo(3);
    assertThat(failed.out())
        .startsWith(
            "FAILED  revision 001, 001_it.verify.sql, statement 1 (line 1): it returned false\n");
    assertThat(files.run("verify", "--state", "-o", "json").out())
        .contains("\"passed\" : false", "\"failure\" : \"revision 001, 001_it.verify.sql");
    assertThat(files.run("downgrade", "base").exitCode()).isZero();
  }

  private CommandLineFixture verified(String sql) {
    return new CommandLineFixture(folder)
        .on(database)
        .revision(
            "001",
            "",
            "CREATE TABLE t_001 (id int); CREATE SEQUENCE s;",
            "DROP TABLE t_001; DROP SEQUENCE s;")
        .file("001_it.verify.sql", sql);
  }
}
