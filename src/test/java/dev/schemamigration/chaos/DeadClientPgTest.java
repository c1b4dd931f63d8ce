package dev.schemamigration.chaos;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.schemamigration.migration.api.Outcome;
import dev.schemamigration.migration.reason.Reason;
import dev.schemamigration.revision.Heads;
import dev.schemamigration.source.Bundle;
import dev.schemamigration.source.BundleReader;
import dev.schemamigration.testing.Background;
import dev.schemamigration.testing.ResettingProxy;
import dev.schemamigration.testing.TestDatabase;
import dev.schemamigration.testing.TestPostgres;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** How long a server works on for a client that is gone, and how long the next run waits. */
class DeadClientPgTest {
  /** Long enough to distinguish a server that noticed from one whose statement ended by itself. */
  private static Bundle sleeping(int seconds) {
    var text =
        """
        --liquibase formatted sql
        -- revision: 1
        -- down_revision:

        --changeset chaos:1
        CREATE TABLE a ();
        SELECT pg_sleep(%d);
        --rollback DROP TABLE a;
        """
            .formatted(seconds);
    return BundleReader.read("chaos", Map.of("1_a.sql", text.getBytes(StandardCharsets.UTF_8)));
  }

  @Test
  void aServerThatLooksAfterItsClientGivesTheLockBackWithinTwoSeconds() throws IOException {
    var database = TestPostgres.newest().createDatabase();
    loseTheClient(database, sleeping(60));

    await()
        .atMost(Duration.ofSeconds(2))
        .pollInterval(Duration.ofMillis(20))
        .until(() -> Backends.of(database).lockHolders().isEmpty());

    var report = new MigrationRun(sleeping(0), database).migrateTo("head");
    assertThat(report.outcome()).isEqualTo(new Outcome.Migrated());
  }

  @Test
  void anOlderServerKeepsTheLockUntilItsStatementIsOverAndTheNextRunWaitsForThat()
      throws IOException {
    var database = TestPostgres.oldest().createDatabase();
    loseTheClient(database, sleeping(6));

    assertThat(Backends.of(database).lockHolders()).hasSize(1);
    var waiting =
        new MigrationRun(sleeping(0), database)
            .waitingAtMost(Duration.ofMillis(100))
            .migrateTo("head");
    var report = new MigrationRun(sleeping(0), database).migrateTo("head");

    assertThat(waiting.fault().orElseThrow().reason()).isEqualTo(Reason.DatabaseBusy);
    assertThat(waiting.fault().orElseThrow().message())
        .matches(
            "another run holds the migration lock of 127\\.0\\.0\\.1:\\d+/[^ ]+: pid \\d+"
                + " \\(schema-migration/chaos/app/1, active for \\d+ s\\); it is tried again");
    assertThat(report.outcome()).isEqualTo(new Outcome.Migrated());
    assertThat(report.heads()).contains(new Heads(List.of("1")));
  }

  /** Breaks the connection of a run in the middle of a statement. */
  private static void loseTheClient(TestDatabase database, Bundle bundle) throws IOException {
    try (var line = ResettingProxy.to(database)) {
      var run = Background.start(() -> new MigrationRun(bundle, line.database()).migrateTo("head"));
      await()
          .atMost(Duration.ofSeconds(30))
          .until(
              () ->
                  !database
                      .asAdministrator()
                      .rows(
                          "SELECT FROM pg_stat_activity WHERE datname = current_database()"
                              + " AND wait_event = 'PgSleep'")
                      .isEmpty());
      line.cut();

      assertThat(run.result().fault().orElseThrow().reason()).isEqualTo(Reason.ConnectionLost);
    }
  }
}
