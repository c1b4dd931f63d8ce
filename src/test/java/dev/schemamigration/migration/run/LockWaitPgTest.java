package dev.schemamigration.migration.run;

import static dev.schemamigration.testing.MigrationFixture.files;
import static dev.schemamigration.testing.MigrationFixture.revision;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.schemamigration.database.session.Connector;
import dev.schemamigration.migration.Migration;
import dev.schemamigration.migration.api.Cancellation;
import dev.schemamigration.migration.api.Outcome;
import dev.schemamigration.migration.api.Report;
import dev.schemamigration.migration.api.RunListener;
import dev.schemamigration.migration.reason.Fault;
import dev.schemamigration.migration.reason.Reason;
import dev.schemamigration.revision.Heads;
import dev.schemamigration.testing.Background;
import dev.schemamigration.testing.MigrationFixture;
import dev.schemamigration.testing.RecordedWaits;
import dev.schemamigration.testing.RoundTripLossProxy;
import dev.schemamigration.testing.RoundTripLossProxy.Fate;
import dev.schemamigration.testing.TestPostgres;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** One run at a time has the migration lock; the others wait and report its owner. */
class LockWaitPgTest {
  private static final Map<String, String> SLOW =
      files(
          "1_a.sql",
          revision("1", "", "CREATE TABLE a (); SELECT pg_sleep(600);", "DROP TABLE a;"));
  private static final String LOCKS =
      "SELECT granted, application_name FROM pg_locks JOIN pg_stat_activity USING (pid)"
          + " WHERE locktype = 'advisory' AND datname = current_database()";

  private final MigrationFixture fixture =
      new MigrationFixture(TestPostgres.newest().createDatabase());
  private final Cancellation cancellation = new Cancellation();

  private Background<Report> holder() {
    var run = fixture.start(fixture.request(SLOW, "head"), RunListener.SILENT, cancellation);
    await()
        .atMost(Duration.ofSeconds(30))
        .until(
            () ->
                fixture
                    .database
                    .asAdministrator()
                    .rows(LOCKS)
                    .equals(List.of("t\tschema-migration/shop/app/1")));
    return run;
  }

  private Migration impatient(Duration limit) {
    return new Migration(
        new Connector(Duration.ofSeconds(5)),
        Clock.systemUTC(),
        RandomGenerator.getDefault(),
        limit);
  }

  @Test
  void anInspectionDoesNotReportSettledDuringAnotherRun() {
    fixture.migrate(files("1_a.sql", revision("1", "", "SELECT 1;", "SELECT 1;")), "base");
    var run = holder();

    var during = fixture.migration.inspect(fixture.request(SLOW, "base"));
    var pending = fixture.migration.inspect(fixture.request(SLOW, "head"));
    cancellation.request("test", Duration.ZERO);
    run.result();
    var after = fixture.migration.inspect(fixture.request(SLOW, "base"));

    assertThat(during.fault().orElseThrow().reason()).isEqualTo(Reason.DatabaseBusy);
    assertThat(during.fault().orElseThrow().message())
        .matches(
            "another run holds the migration lock of 127\\.0\\.0\\.1:\\d+/[^ ]+: pid \\d+"
                + " \\(schema-migration/shop/app/1, active for \\d+ s\\); it is tried again");
    assertThat(pending.outcome()).isEqualTo(new Outcome.Pending());
    assertThat(after.outcome()).isEqualTo(new Outcome.Settled());
  }

  @Test
  void aWaitBeyondTheLimitReportsTheOwnerOfTheLock() {
    var run = holder();
    var waits = new RecordedWaits();

    var report =
        impatient(Duration.ofSeconds(1))
            .migrate(fixture.request(SLOW, "head"), waits, new Cancellation());

    assertThat(report.fault().orElseThrow().reason()).isEqualTo(Reason.DatabaseBusy);
    assertThat(report.fault().orElseThrow().message())
        .matches(
            "another run holds the migration lock of 127\\.0\\.0\\.1:\\d+/[^ ]+: pid \\d+"
                + " \\(schema-migration/shop/app/1, active for \\d+ s\\); it is tried again");
    assertThat(report.blockedBy())
        .singleElement()
        .satisfies(
            it -> {
              assertThat(it.applicationName()).isEqualTo("schema-migration/shop/app/1");
              assertThat(it.lock()).isEqualTo("migration lock");
              assertThat(it.since()).isPresent();
            });
    assertThat(waits.holders).isNotEmpty();
    assertThat(waits.pauses).hasPositiveValue();
    cancellation.request("test over", Duration.ZERO);
    run.result();
  }

  @Test
  void theLockIsNeverWaitedForInsideTheServer() {
    var run = holder();
    var waiting =
        Background.start(
            () ->
                impatient(Duration.ofSeconds(1))
                    .migrate(
                        fixture.request(SLOW, "head"), RunListener.SILENT, new Cancellation()));

    await()
        .pollInterval(Duration.ofMillis(10))
        .atMost(Duration.ofSeconds(20))
        .until(
            () -> {
              assertThat(fixture.database.asAdministrator().rows(LOCKS))
                  .allMatch(it -> it.startsWith("t"));
              return waiting.isDone();
            });

    cancellation.request("test over", Duration.ZERO);
    run.result();
  }

  @Test
  void aWaiterGoesOnWhenTheHolderIsDone() {
    var run = holder();
    var waiting =
        fixture.start(
            fixture.request(
                files("1_a.sql", revision("1", "", "CREATE TABLE a ();", "DROP TABLE a;")), "head"),
            RunListener.SILENT);

    cancellation.request("test over", Duration.ZERO);

    assertThat(run.result().fault().orElseThrow())
        .isEqualTo(new Fault(Reason.Cancelled, "stopped at upgrade of revision 1: test over"));
    assertThat(waiting.result().heads()).contains(new Heads(List.of("1")));
  }

  /** In the statement of a run, or in the query for its lock holders on the second connection. */
  @ParameterizedTest
  @ValueSource(strings = {"pg_sleep", "pg_blocking_pids"})
  void aServerThatNoLongerAnswersDoesNotKeepARunFromEnding(String asked) throws IOException {
    try (var proxy = RoundTripLossProxy.atStatement(fixture.database, asked, Fate.HANGS)) {
      var run =
          fixture.start(
              MigrationFixture.through(proxy.database(), fixture.request(SLOW, "head")),
              RunListener.SILENT,
              cancellation);
      await().atMost(Duration.ofSeconds(30)).until(proxy::hasCut);

      cancellation.request("the operator leaves", Duration.ofMillis(100));

      assertThat(run.result(Duration.ofSeconds(30)).fault())
          .contains(
              new Fault(Reason.Cancelled, "stopped at upgrade of revision 1: the operator leaves"));
    }
  }
}
