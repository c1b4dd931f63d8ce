package dev.schemamigration.migration.run;

import static dev.schemamigration.testing.MigrationFixture.files;
import static dev.schemamigration.testing.MigrationFixture.revision;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.schemamigration.database.session.LockHolder;
import dev.schemamigration.migration.api.Cancellation;
import dev.schemamigration.migration.api.Execution;
import dev.schemamigration.migration.api.Goal;
import dev.schemamigration.migration.api.Outcome;
import dev.schemamigration.migration.api.Request;
import dev.schemamigration.migration.api.RunListener;
import dev.schemamigration.migration.reason.Fault;
import dev.schemamigration.migration.reason.Reason;
import dev.schemamigration.revision.Heads;
import dev.schemamigration.testing.MigrationFixture;
import dev.schemamigration.testing.RecordedWaits;
import dev.schemamigration.testing.TestPostgres;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class WaitingPgTest {
  private static final Map<String, String> TWO =
      files(
          "1_users.sql",
          revision("1", "", "CREATE TABLE users (id int PRIMARY KEY);", "DROP TABLE users;"),
          "2_mail.sql",
          revision(
              "2",
              "1",
              "ALTER TABLE users ADD COLUMN mail text;",
              "ALTER TABLE users DROP COLUMN mail;"));

  private final MigrationFixture fixture =
      new MigrationFixture(TestPostgres.newest().createDatabase());
  private final RecordedWaits waits = new RecordedWaits();

  @Test
  void anAlterBehindAnOpenTransactionNamesTheHolderAndEndsByItselfWhenThatEnds() throws Exception {
    fixture.migrate(TWO, "1");
    var request = impatient(fixture.request(TWO, "2"), Duration.ofMinutes(1));

    try (var reader = fixture.database.connect()) {
      int pid = openTransaction(reader);
      var run = fixture.start(request, waits);
      await()
          .atMost(Duration.ofSeconds(20))
          .untilAsserted(() -> assertThat(waits.holders).extracting(LockHolder::pid).contains(pid));
      assertThat(waits.holders.getFirst().state()).isEqualTo("idle in transaction");
      assertThat(waits.holders.getFirst().lock()).isEqualTo("AccessShareLock");
      run.requireRunning();
      reader.rollback();

      assertThat(run.result().outcome()).isEqualTo(new Outcome.Migrated());
    }
  }

  @Test
  void theDeadlineEndsTheWaitAndLeavesTheDatabaseAsItWas() throws Exception {
    fixture.migrate(TWO, "1");
    var request = impatient(fixture.request(TWO, "2"), Duration.ofSeconds(2));

    try (var reader = fixture.database.connect()) {
      openTransaction(reader);

      var report = fixture.migration.migrate(request, waits, new Cancellation());

      assertThat(report.fault().orElseThrow().reason()).isEqualTo(Reason.DeadlineExceeded);
      assertThat(report.heads()).contains(new Heads(List.of("1")));
      assertThat(report.blockedBy()).hasSize(1);
      assertThat(waits.pauses).hasPositiveValue();
    }
  }

  @Test
  void anOrderToStopCancelsTheStatementOnceItsGraceIsOver() throws Exception {
    fixture.migrate(TWO, "1");
    var cancellation = new Cancellation();
    var slow =
        files(
            "1_users.sql",
            TWO.get("1_users.sql"),
            "2_slow.sql",
            revision("2", "1", "CREATE TABLE t (); SELECT pg_sleep(600);", "DROP TABLE t;"));
    var run = fixture.start(fixture.request(slow, "2"), RunListener.SILENT, cancellation);
    await()
        .atMost(Duration.ofSeconds(20))
        .until(
            () ->
                fixture
                    .database
                    .asAdministrator()
                    .one(
                        "SELECT count(*) FROM pg_stat_activity WHERE query LIKE '%pg_sleep(600)%'"
                            + " AND state = 'active' AND pid <> pg_backend_pid() AND datname ="
                            + " current_database()")
                    .equals("1"));

    cancellation.request("spec changed", Duration.ofMillis(200));

    var report = run.result();
    assertThat(report.fault())
        .contains(new Fault(Reason.Cancelled, "stopped at upgrade of revision 2: spec changed"));
    assertThat(report.heads()).contains(new Heads(List.of("1")));
    assertThat(fixture.database.one("SELECT to_regclass('t')")).isEmpty();
  }

  @Test
  void stampRecordsWithoutRunning() {
    var report =
        fixture.migration.stamp(
            fixture.request(TWO, "head"),
            List.of("1"),
            false,
            RunListener.SILENT,
            new Cancellation());

    assertThat(report.fault()).isEmpty();
    assertThat(report.heads()).contains(new Heads(List.of("1")));
    assertThat(fixture.database.one("SELECT to_regclass('users')")).isEmpty();
    fixture.database.execute("CREATE TABLE users (id int PRIMARY KEY)");
    assertThat(fixture.migrate(TWO, "head").heads()).contains(new Heads(List.of("2")));
    assertThat(
            fixture.database.rows(
                "SELECT event, detail FROM schema_migration.revision_journal ORDER BY id LIMIT 1"))
        .containsExactly("STAMPED\t1");
  }

  @Test
  void theCommandsGoOneWayOnly() {
    var up = goal(fixture.request(TWO, "head"), new Goal.Upgrade("+1"));
    assertThat(fixture.migrate(up).heads()).contains(new Heads(List.of("1")));
    assertThat(fixture.migrate(up).heads()).contains(new Heads(List.of("2")));
    var down = goal(fixture.request(TWO, "head"), new Goal.Downgrade("-1"));
    assertThat(fixture.migrate(down).heads()).contains(new Heads(List.of("1")));
  }

  private static Request goal(Request request, Goal goal) {
    return new Request(
        request.requester(),
        request.bundle(),
        request.database(),
        goal,
        request.parameters(),
        request.filter(),
        request.rules(),
        request.execution(),
        request.adoption(),
        request.names());
  }

  private static Request impatient(Request request, Duration deadline) {
    return MigrationFixture.with(
        request,
        new Execution(
            Execution.TransactionScope.REVISION, Duration.ofSeconds(1), Duration.ZERO, deadline));
  }

  private static int openTransaction(Connection reader) throws SQLException {
    reader.setAutoCommit(false);
    try (var statement = reader.createStatement()) {
      statement.execute("SELECT * FROM users");
      try (var row = statement.executeQuery("SELECT pg_backend_pid()")) {
        row.next();
        return row.getInt(1);
      }
    }
  }
}
