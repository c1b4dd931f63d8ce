package dev.schemamigration.engine.statement;

import static dev.schemamigration.testing.MigrationFixture.files;
import static dev.schemamigration.testing.MigrationFixture.revision;
import static dev.schemamigration.testing.MigrationFixture.through;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.schemamigration.migration.api.Cancellation;
import dev.schemamigration.migration.api.Outcome;
import dev.schemamigration.migration.api.Report;
import dev.schemamigration.migration.api.RunListener;
import dev.schemamigration.migration.reason.Disposition;
import dev.schemamigration.migration.reason.Fault;
import dev.schemamigration.migration.reason.Reason;
import dev.schemamigration.plan.Step;
import dev.schemamigration.revision.Heads;
import dev.schemamigration.testing.MigrationFixture;
import dev.schemamigration.testing.RoundTripLossProxy;
import dev.schemamigration.testing.RoundTripLossProxy.Fate;
import dev.schemamigration.testing.TestPostgres;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Limits that a script sets for itself and then runs into: no outage and nobody's cancel, so that
 * trying again for ever would never help; its author must hear of it.
 */
class SelfImposedLimitsPgTest {
  private final MigrationFixture fixture =
      new MigrationFixture(TestPostgres.newest().createDatabase());

  private static Map<String, String> script(String sql) {
    return files("1_a.sql", revision("1", "", sql, "SELECT 1;"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "SET statement_timeout = '100ms'",
        "SET LOCAL statement_timeout = '100ms'",
        "SELECT pg_catalog.set_config('statement_timeout', '100ms', false)",
        "DO $$ BEGIN SET statement_timeout = '100ms'; END $$"
      })
  void aStatementTimeoutOfTheScriptItselfIsAFailureOfThatStatement(String setting) {
    var report = fixture.migrate(script(setting + "; SELECT pg_sleep(60);"), "head");

    assertThat(report.fault())
        .contains(
            new Fault(
                Reason.MigrationFailed,
                "revision 1, changeset test:1, statement 2: canceling statement due to statement"
                    + " timeout (SQLSTATE 57014)"));
    assertThat(report.heads()).contains(Heads.BASE);
  }

  @Test
  void aStatementTimeoutOfAScriptOutsideOfATransactionIsAFailureOfThatStatement() {
    var report =
        fixture.migrate(
            Map.of(
                "1_a.sql",
                revision("1", "", "SET statement_timeout = '100ms'; SELECT pg_sleep(60);", "")
                    .replace("test:1", "test:1 runInTransaction:false")),
            "head");

    assertThat(report.fault())
        .contains(
            new Fault(
                Reason.MigrationFailed,
                "revision 1, changeset test:1, statement 2: canceling statement due to statement"
                    + " timeout (SQLSTATE 57014)"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "SET transaction_read_only = on",
        "SET TRANSACTION READ ONLY",
        "SET TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ\n ONLY",
        "SELECT pg_catalog.set_config('transaction_read_only', 'on', false)"
      })
  void aScriptThatMakesItsTransactionReadOnlyFailsWithItsFirstWrite(String setting) {
    var report = fixture.migrate(script(setting + "; CREATE TABLE a ();"), "head");

    assertThat(report.fault())
        .contains(
            new Fault(
                Reason.MigrationFailed,
                "revision 1, changeset test:1, statement 2 (1_a.sql:"
                    + (setting.contains("\n") ? 7 : 6)
                    + "): cannot execute CREATE TABLE in a"
                    + " read-only transaction (SQLSTATE 25006)"));
  }

  @Test
  void aDatabaseThatWasMadeReadOnlyIsToldFromAStandbyAndStillWaitedFor() {
    var files =
        files(
            "1_a.sql",
            revision("1", "", "CREATE TABLE a ();", "DROP TABLE a;"),
            "2_b.sql",
            revision("2", "1", "CREATE TABLE b ();", "DROP TABLE b;"));
    fixture.migrate(files, "1");
    fixture
        .database
        .asAdministrator()
        .execute(
            "ALTER DATABASE "
                + fixture.database.name()
                + " SET default_transaction_read_only = on");

    var fault = fixture.migrate(files, "head").fault().orElseThrow();

    assertThat(fault.reason()).isEqualTo(Reason.ReadOnlySession);
    assertThat(fault.reason().next()).isEqualTo(Disposition.RETRY);
    assertThat(fault.finding())
        .endsWith(
            ": cannot execute INSERT in a read-only transaction (SQLSTATE 25006); the server is no"
                + " standby: default_transaction_read_only is on for the role or the database");
  }

  /** As a server does whose disk is nearly full; the first write is that of the record. */
  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void aServerThatBecomesReadOnlyDuringARunIsWaitedForToo(boolean inTransaction) {
    var server = TestPostgres.own();
    var administrator = server.administrator("postgres");
    var own = new MigrationFixture(server.createDatabase());
    var second = revision("2", "1", "SELECT 1;", "SELECT 1;");
    var files =
        files(
            "1_a.sql",
            revision("1", "", "CREATE TABLE a ();", "DROP TABLE a;"),
            "2_b.sql",
            second.replace("test:2", "test:2 runInTransaction:" + inTransaction));
    var becomesReadOnly =
        new RunListener() {
          @Override
          public void committed(Step step) {
            administrator.execute(
                "ALTER SYSTEM SET default_transaction_read_only = on", "SELECT pg_reload_conf()");
            await()
                .until(() -> own.database.one("SHOW default_transaction_read_only").equals("on"));
          }
        };

    var report =
        own.migration.migrate(own.request(files, "head"), becomesReadOnly, new Cancellation());
    administrator.execute(
        "SET default_transaction_read_only = off",
        "ALTER SYSTEM RESET default_transaction_read_only",
        "SELECT pg_reload_conf()");
    await().until(() -> own.database.one("SHOW default_transaction_read_only").equals("off"));
    var after = own.migrate(files, "head");
    server.stop();

    assertThat(report.fault().map(Fault::reason)).contains(Reason.ReadOnlyServer);
    assertThat(report.fault().orElseThrow().message())
        .isEqualTo(
            "revision 2, commit: cannot execute INSERT in a read-only transaction (SQLSTATE"
                + " 25006)");
    assertThat(report.heads()).contains(new Heads(List.of("1")));
    assertThat(after.outcome()).isEqualTo(new Outcome.Migrated());
  }

  @Test
  void anIdleTimeoutOfTheScriptItselfIsAFailureOfThatRevision() throws IOException {
    var files = script("SET idle_in_transaction_session_timeout = 1; SELECT 1; SELECT 2;");
    Report report;
    try (var slow = RoundTripLossProxy.inFrontOf(fixture.database, number -> passesLate())) {
      report = fixture.migrate(through(slow.database(), fixture.request(files, "head")));
    }

    assertThat(report.fault().map(Fault::reason)).contains(Reason.MigrationFailed);
    assertThat(report.fault().orElseThrow().message())
        .matches(
            "revision 1, (changeset test:1, statement \\d+|commit): terminating connection due to"
                + " idle-in-transaction timeout \\(SQLSTATE 25P03\\)");
  }

  /** On a line like this the server waits for us between any two statements. */
  private static Fate passesLate() {
    LockSupport.parkNanos(Duration.ofMillis(20).toNanos());
    return Fate.PASSES;
  }
}
