package dev.schemamigration.engine.autocommit;

import static dev.schemamigration.testing.MigrationFixture.files;
import static dev.schemamigration.testing.MigrationFixture.revision;
import static org.assertj.core.api.Assertions.assertThat;

import dev.schemamigration.migration.api.Execution;
import dev.schemamigration.migration.api.Report;
import dev.schemamigration.migration.reason.Fault;
import dev.schemamigration.migration.reason.Reason;
import dev.schemamigration.testing.MigrationFixture;
import dev.schemamigration.testing.OpenTransaction;
import dev.schemamigration.testing.TestPostgres;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;

/**
 * Procedures that commit on their way and fail later: what they have committed stays, so they are
 * not sent again by themselves.
 */
class PartlyCommittedPgTest {
  private final MigrationFixture fixture =
      new MigrationFixture(TestPostgres.newest().createDatabase());

  private static Map<String, String> calling(String statement) {
    return files(
        "1_users.sql",
        revision("1", "", "CREATE TABLE users (id int); CREATE TABLE other ();", "SELECT 1;"),
        "2_fill.sql",
        revision("2", "1", statement, "DELETE FROM users;")
            .replace("test:2", "test:2 runInTransaction:false"));
  }

  private void procedure(String then) {
    fixture.database.execute(
        "CREATE PROCEDURE fill() LANGUAGE plpgsql AS $$ BEGIN INSERT INTO users VALUES (1);"
            + " COMMIT; "
            + then
            + " END $$");
  }

  private String rows() {
    return fixture.database.one("SELECT count(*) FROM users");
  }

  @Test
  void aProcedureThatMeetsALockAfterItsFirstCommitIsNotSentAgain() throws Exception {
    fixture.migrate(calling("CALL fill();"), "1");
    procedure("LOCK TABLE other;");
    var request =
        MigrationFixture.with(
            fixture.request(calling("CALL fill();"), "head"),
            new Execution(
                Execution.TransactionScope.REVISION,
                Duration.ofMillis(200),
                Duration.ZERO,
                Duration.ofSeconds(20)));

    Report report;
    try (var holder =
        OpenTransaction.of(fixture.database, "READ COMMITTED", "SELECT * FROM other")) {
      report = fixture.migrate(request);
      holder.end();
    }

    assertThat(rows()).isEqualTo("1");
    assertThat(report.fault())
        .contains(
            new Fault(
                Reason.NeedsIntervention,
                "revision 2, changeset test:2, statement 1: canceling statement due to lock timeout"
                    + " (SQLSTATE 55P03); in PL/pgSQL function fill() line 1 at SQL statement; it"
                    + " had ended transactions of its own before, which stay: either finish"
                    + " revision 2 by hand and record it as applied (schemactl stamp 2), or undo by"
                    + " hand what there is of it and record that (schemactl stamp with the revision"
                    + " before it); the statement: CALL fill()"));
    assertThat(fixture.migrate(calling("CALL fill();"), "head").fault().map(Fault::reason))
        .contains(Reason.NeedsIntervention);
    assertThat(rows()).isEqualTo("1");
  }

  @Test
  void aBlockThatCommitsAndFailsIsNotSentAgain() {
    var files = calling("DO $$ BEGIN INSERT INTO users VALUES (1); COMMIT; PERFORM 1/0; END $$;");

    assertThat(fixture.migrate(files, "head").fault().map(Fault::reason))
        .contains(Reason.NeedsIntervention);
    assertThat(fixture.migrate(files, "head").fault().map(Fault::reason))
        .contains(Reason.NeedsIntervention);
    assertThat(rows()).isEqualTo("1");
  }

  @Test
  void aProcedureThatFailsBeforeItCommitsIsSentAgainOnceItIsMended() {
    fixture.migrate(calling("CALL fill();"), "1");
    fixture.database.execute(
        "CREATE PROCEDURE fill() LANGUAGE plpgsql AS $$ BEGIN INSERT INTO users VALUES (1/0);"
            + " COMMIT; END $$");

    assertThat(fixture.migrate(calling("CALL fill();"), "head").fault())
        .contains(
            new Fault(
                Reason.MigrationFailed,
                "revision 2, changeset test:2, statement 1 (2_fill.sql:6): division by zero (SQLSTATE 22012); in"
                    + " PL/pgSQL function fill() line 1 at SQL statement"));

    fixture.database.execute(
        "CREATE OR REPLACE PROCEDURE fill() LANGUAGE plpgsql AS $$ BEGIN INSERT INTO users VALUES"
            + " (1); COMMIT; END $$");
    assertThat(fixture.migrate(calling("CALL fill();"), "head").fault()).isEmpty();
    assertThat(rows()).isEqualTo("1");
  }

  @Test
  void aProcedureThatIsNotThereIsAMistakeLikeAnyOther() {
    assertThat(fixture.migrate(calling("CALL fill();"), "head").fault().map(Fault::reason))
        .contains(Reason.MigrationFailed);
    procedure("");
    assertThat(fixture.migrate(calling("CALL fill();"), "head").fault()).isEmpty();
    assertThat(rows()).isEqualTo("1");
  }
}
