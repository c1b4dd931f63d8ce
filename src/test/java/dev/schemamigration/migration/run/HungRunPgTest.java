package dev.schemamigration.migration.run;

import static dev.schemamigration.testing.MigrationFixture.files;
import static dev.schemamigration.testing.MigrationFixture.revision;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.schemamigration.migration.api.Cancellation;
import dev.schemamigration.migration.api.Execution;
import dev.schemamigration.migration.api.Report;
import dev.schemamigration.migration.api.RunListener;
import dev.schemamigration.migration.reason.Fault;
import dev.schemamigration.migration.reason.Reason;
import dev.schemamigration.testing.Background;
import dev.schemamigration.testing.HostilePeer;
import dev.schemamigration.testing.HostileServer;
import dev.schemamigration.testing.MigrationFixture;
import dev.schemamigration.testing.RoundTripLossProxy;
import dev.schemamigration.testing.RoundTripLossProxy.Fate;
import dev.schemamigration.testing.TestPostgres;
import java.io.IOException;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** A server that falls silent, at whatever point of a run, does not keep it beyond its deadline. */
class HungRunPgTest {
  private static final Map<String, String> FILES =
      files("1_users.sql", revision("1", "", "CREATE TABLE users (id int);", "DROP TABLE users;"));

  /** Statements after which nothing is answered any more, from the first of a run to the last. */
  private static final List<String> MOMENTS =
      List.of(
          "pg_try_advisory_lock",
          "CREATE TABLE IF NOT EXISTS",
          "INSERT INTO \"schema_migration\".revision_journal",
          "CREATE TABLE users",
          "INSERT INTO \"schema_migration\".revision_archive");

  private static final Duration GENEROUS = Duration.ofSeconds(60);

  @Test
  void theDeadlineEndsARunWhereverTheServerFallsSilent() throws IOException {
    var runs = new LinkedHashMap<RoundTripLossProxy, Background<Report>>();
    for (var moment : MOMENTS) {
      var database = TestPostgres.newest().createDatabase();
      var proxy = RoundTripLossProxy.atStatement(database, moment, Fate.HANGS);
      var fixture = new MigrationFixture(proxy.database());
      runs.put(
          proxy,
          fixture.start(
              MigrationFixture.with(fixture.request(FILES, "head"), within(Duration.ofSeconds(5))),
              RunListener.SILENT));
    }

    for (var run : runs.entrySet()) {
      var fault = run.getValue().result(GENEROUS).fault();

      assertThat(run.getKey().hasCut()).as(run.getKey().roundTrips().toString()).isTrue();
      assertThat(fault.map(Fault::reason))
          .as(run.getKey().roundTrips().toString())
          .contains(Reason.DeadlineExceeded);
      run.getKey().close();
    }
  }

  @Test
  void aCancelledRunDoesNotWaitForAnAnswerToItsPreparation() throws Exception {
    var database = TestPostgres.newest().createDatabase();
    try (var proxy = RoundTripLossProxy.atStatement(database, "pg_try_advisory_lock", Fate.HANGS)) {
      var fixture = new MigrationFixture(proxy.database());
      var cancellation = new Cancellation();
      var run = fixture.start(fixture.request(FILES, "head"), RunListener.SILENT, cancellation);
      await().until(proxy::hasCut);

      cancellation.request("suspended", Duration.ofMinutes(10));

      assertThat(run.result(GENEROUS).fault().map(Fault::message))
          .contains("stopped at the preparation of the run: suspended");
    }
  }

  /** Each of its bytes arrives in time, and the answer never ends. */
  @Test
  void aServerThatKeepsTalkingIsEndedAsWell() {
    try (var server =
        HostileServer.answering(
            (peer, query) -> {
              if (query.contains("pg_control_system")) {
                peer.identify(1);
                return true;
              }
              peer.drip(HostilePeer.report('N', "SNOTICE", "Mx"), 20);
              return false;
            })) {
      var fixture = new MigrationFixture(TestPostgres.newest().createDatabase());
      var request =
          MigrationFixture.with(
              MigrationFixture.request(server.settings(""), FILES, "head"),
              within(Duration.ofSeconds(2)));

      var report = fixture.start(request, RunListener.SILENT).result(GENEROUS);

      assertThat(report.fault().map(Fault::reason)).contains(Reason.DeadlineExceeded);
    }
  }

  private static Execution within(Duration deadline) {
    return new Execution(
        Execution.TransactionScope.REVISION, Duration.ofSeconds(3), Duration.ZERO, deadline);
  }
}
