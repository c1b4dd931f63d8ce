package dev.schemamigration.migration.run;

import static dev.schemamigration.testing.MigrationFixture.files;
import static dev.schemamigration.testing.MigrationFixture.revision;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.schemamigration.migration.api.Execution;
import dev.schemamigration.migration.api.Outcome;
import dev.schemamigration.revision.Heads;
import dev.schemamigration.testing.Background;
import dev.schemamigration.testing.MigrationFixture;
import dev.schemamigration.testing.RecordedWaits;
import dev.schemamigration.testing.TestPostgres;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The application and a migration lock the same two tables in opposite order. */
class DeadlockPgTest {
  private static final Map<String, String> TWO =
      files(
          "1_tables.sql",
          revision("1", "", "CREATE TABLE a (); CREATE TABLE b ();", "DROP TABLE b; DROP TABLE a;"),
          "2_both.sql",
          revision(
              "2",
              "1",
              "ALTER TABLE a ADD x int; SELECT pg_advisory_xact_lock(42); ALTER TABLE b ADD x int;",
              "ALTER TABLE b DROP x; ALTER TABLE a DROP x;"));

  private final MigrationFixture fixture =
      new MigrationFixture(TestPostgres.newest().createDatabase());
  private final RecordedWaits waits = new RecordedWaits();

  @ParameterizedTest
  @EnumSource(Execution.TransactionScope.class)
  void theMigrationStepsBackAsAWholeAndIsTriedAgain(Execution.TransactionScope scope)
      throws Exception {
    fixture.migrate(TWO, "1");
    var request =
        MigrationFixture.with(
            fixture.request(TWO, "2"),
            new Execution(scope, Duration.ofSeconds(20), Duration.ZERO, Duration.ofMinutes(1)));
    try (var application = fixture.database.asAdministrator().connect();
        var statement = application.createStatement();
        var gate = fixture.database.connect()) {
      // Of two that wait for each other, the one whose deadlock_timeout fires first fails.
      statement.execute("SET deadlock_timeout = '10min'");
      gate.createStatement().execute("SELECT pg_advisory_lock(42)");
      application.setAutoCommit(false);
      statement.execute("SELECT * FROM b");
      var run = fixture.start(request, waits);
      awaitWaiting("locktype = 'advisory'");

      var read = Background.start(() -> statement.execute("SELECT * FROM a"));
      awaitWaiting("relation = 'a'::regclass");
      gate.createStatement().execute("SELECT pg_advisory_unlock(42)");
      read.result();
      application.commit();

      assertThat(run.result().outcome()).isEqualTo(new Outcome.Migrated());
      assertThat(run.result().heads()).contains(new Heads(List.of("2")));
    }
    assertThat(waits.messages)
        .filteredOn(it -> it.contains("40P01"))
        .singleElement()
        .asString()
        .startsWith(
            "revision 2, changeset test:2, statement 3: deadlock detected (SQLSTATE 40P01); hint: See"
                + " server log for query details.; waiting for pid ");
    assertThat(
            fixture.database.rows(
                "SELECT event FROM schema_migration.revision_journal WHERE revision = '2'"))
        .containsExactly("APPLIED");
  }

  private void awaitWaiting(String lock) {
    await()
        .atMost(Duration.ofSeconds(20))
        .pollInterval(Duration.ofMillis(20))
        .until(
            () ->
                !fixture
                    .database
                    .asAdministrator()
                    .rows("SELECT 1 FROM pg_locks WHERE NOT granted AND " + lock)
                    .isEmpty());
  }
}
