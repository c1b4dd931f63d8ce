package dev.schemamigration.migration.run;

import static dev.schemamigration.testing.MigrationFixture.files;
import static dev.schemamigration.testing.MigrationFixture.revision;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.schemamigration.database.session.LockHolder;
import dev.schemamigration.migration.api.Cancellation;
import dev.schemamigration.migration.api.Execution;
import dev.schemamigration.migration.api.RunListener;
import dev.schemamigration.migration.reason.Fault;
import dev.schemamigration.migration.reason.Reason;
import dev.schemamigration.testing.MigrationFixture;
import dev.schemamigration.testing.OpenTransaction;
import dev.schemamigration.testing.TestPostgres;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/** The watchdog of a run: it reports waits and cancels statements in time. */
class RunWatchdogPgTest {
  private static final Map<String, String> TWO =
      files(
          "1_users.sql",
          revision("1", "", "CREATE TABLE users (id int);", "DROP TABLE users;"),
          "2_mail.sql",
          revision("2", "1", "ALTER TABLE users ADD mail text;", "SELECT 1;"));

  private final MigrationFixture fixture =
      new MigrationFixture(TestPostgres.newest().createDatabase());

  @Test
  void theDeadlineHoldsAlthoughTheListenerFailed() throws Exception {
    fixture.migrate(TWO, "1");
    var reports = new AtomicInteger();
    var listener =
        new RunListener() {
          @Override
          public void blocked(List<LockHolder> now, String message) {
            if (reports.getAndIncrement() == 0) {
              throw new IllegalStateException("nobody listens");
            }
          }
        };
    var request =
        MigrationFixture.with(
            fixture.request(TWO, "2"),
            new Execution(
                Execution.TransactionScope.REVISION,
                Duration.ofSeconds(60),
                Duration.ZERO,
                Duration.ofSeconds(2)));
    try (var holder =
        OpenTransaction.of(fixture.database, "READ COMMITTED", "SELECT * FROM users")) {

      var report = fixture.start(request, listener).result(Duration.ofSeconds(20));

      assertThat(report.fault().map(Fault::reason)).contains(Reason.DeadlineExceeded);
      assertThat(reports.get()).isPositive();
      holder.end();
    }
  }

  @Test
  void aCancelThatComesWhileTheEndOfAStatementIsNotedDoesNotMakeThatEndUnknown() throws Exception {
    var files =
        Map.of(
            "1_p.sql",
            revision(
                "1",
                "",
                "CREATE TABLE calls (); CREATE PROCEDURE note() LANGUAGE plpgsql AS $$ BEGIN INSERT"
                    + " INTO calls DEFAULT VALUES; COMMIT; PERFORM pg_advisory_xact_lock(4711); END"
                    + " $$;",
                "SELECT 1;"),
            "2_call.sql",
            revision("2", "1", "CALL note();", "SELECT 1;")
                .replace("test:2", "test:2 runInTransaction:false"));
    fixture.migrate(files, "1");
    var cancellation = new Cancellation();
    try (var slow = fixture.database.connect();
        var sameEntry = fixture.database.connect()) {
      slow.setAutoCommit(false);
      sameEntry.setAutoCommit(false);
      execute(slow, "SELECT pg_advisory_xact_lock(4711)");
      var run = fixture.start(fixture.request(files, "head"), RunListener.SILENT, cancellation);
      await().atMost(Duration.ofSeconds(20)).until(() -> waitsFor("advisory"));
      // The entry that notes the end waits for this one, which has its id.
      execute(
          sameEntry,
          "INSERT INTO schema_migration.revision_journal (id, event, run, statement, detail, author,"
              + " generation, operator_version) OVERRIDING SYSTEM VALUE SELECT"
              + " pg_sequence_last_value(pg_get_serial_sequence('schema_migration.revision_journal',"
              + " 'id')::regclass) + 1, 'REFUSED', gen_random_uuid(), 0, '', '', 0, ''");
      slow.rollback();
      await().atMost(Duration.ofSeconds(20)).until(() -> waitsFor("transactionid"));

      cancellation.request("spec changed", Duration.ZERO);

      run.result();
    }
    assertThat(fixture.migrate(files, "head").fault()).isEmpty();
    assertThat(fixture.database.one("SELECT count(*) FROM calls")).isEqualTo("1");
  }

  private boolean waitsFor(String lock) {
    return fixture
        .database
        .one(
            "SELECT count(*) FROM pg_locks JOIN pg_stat_activity USING (pid) WHERE NOT granted AND"
                + " datname = current_database() AND locktype = '"
                + lock
                + "'")
        .equals("1");
  }

  private static void execute(Connection connection, String sql) throws SQLException {
    try (var statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }
}
