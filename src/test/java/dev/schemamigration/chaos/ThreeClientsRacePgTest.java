package dev.schemamigration.chaos;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.schemamigration.migration.api.Outcome;
import dev.schemamigration.migration.api.Report;
import dev.schemamigration.revision.Heads;
import dev.schemamigration.source.Bundle;
import dev.schemamigration.testing.Background;
import dev.schemamigration.testing.TestDatabase;
import dev.schemamigration.testing.TestPostgres;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Two operators and a command line that migrate one database at the same moment. */
class ThreeClientsRacePgTest {
  private static final int RACES = ChaosMode.LONG.isActive() ? 100 : 25;
  private static final int FIRST_RUNS = 5;
  private static final int CONFLICTS = 10;
  private static final TestPostgres SERVER = TestPostgres.newest();
  private static final Bundle BUNDLE = MixedRevisions.of(3, SERVER);
  private static final List<String> TARGETS = List.of("base", "r01", "r02", "r03");

  private final long seed = ChaosMode.seed();
  private final Random random = new Random(seed);
  private final List<ConcurrentClient> clients =
      Stream.of("operator/a", "operator/b", "schemactl")
          .map(name -> ConcurrentClient.of(name, new Random(random.nextLong())))
          .toList();

  @BeforeEach
  void printSeed() {
    System.out.printf("three clients race, seed %d%n", seed);
  }

  @Test
  void racesUpAndDownAreRunOnceEachAndAllThreeSucceed() {
    var database = SERVER.createDatabase();
    ExecutionLog.createIn(database);
    var standing = "base";
    for (int race = 1; race <= RACES; race++) {
      var target = anotherThan(standing);
      raced("race %d: %s to %s".formatted(race, standing, target), database, target);
      standing = target;
    }
  }

  @Test
  void theFirstRunOnAnEmptyDatabaseIsRacedForToo() {
    for (int race = 1; race <= FIRST_RUNS; race++) {
      var database = SERVER.createDatabase();
      ExecutionLog.createIn(database);
      raced("first run " + race, database, "head");
      SERVER.drop(database);
    }
  }

  @Test
  void threeDifferentTargetsAreReachedOneAfterTheOther() {
    var database = SERVER.createDatabase();
    ExecutionLog.createIn(database);
    for (int conflict = 1; conflict <= CONFLICTS; conflict++) {
      var targets = clients.stream().map(it -> TARGETS.get(random.nextInt(4))).toList();
      var context = "conflict %d: %s, seed %d".formatted(conflict, targets, seed);

      var reports = atOnce(database, targets);

      for (int i = 0; i < targets.size(); i++) {
        requireArrived(reports.get(i), targets.get(i), context);
      }
      var lastWriter =
          database.rows(
              "SELECT author, detail FROM schema_migration.revision_journal WHERE event ="
                  + " 'RUN_ENDED' ORDER BY id DESC LIMIT 1");
      assertThat(lastWriter)
          .as(context)
          .allSatisfy(it -> assertThat(it).endsWith("\t" + standing(database)));
      assertThat(overlaps(database)).as(context).isEmpty();
      new ExecutionLog(database).requireEachOnce(context);
    }
    nothingIsLeftLocked(database, "conflicts, seed " + seed);
  }

  private void raced(String race, TestDatabase database, String target) {
    var context = race + ", seed " + seed;
    var before = new TrackingRecords(database).lastJournalRow();

    var reports = atOnce(database, List.of(target, target, target));

    reports.forEach(it -> requireArrived(it, target, context));
    assertThat(reports.stream().map(Report::outcome))
        .as(context)
        .containsExactlyInAnyOrder(
            new Outcome.Migrated(), new Outcome.Settled(), new Outcome.Settled());
    assertThat(
            database.rows(
                "SELECT count(*) FILTER (WHERE event = 'RUN_BEGUN'), count(*) FILTER (WHERE event ="
                    + " 'RUN_ENDED'), count(DISTINCT run), count(DISTINCT author), count(*) FILTER"
                    + " (WHERE event IN ('REFUSED', 'STATEMENT_FAILED'))"
                    + " FROM schema_migration.revision_journal WHERE id > "
                    + before))
        .as(context)
        .containsExactly("1\t1\t1\t1\t0");
    new ExecutionLog(database).requireEachOnce(context);
    nothingIsLeftLocked(database, context);
  }

  private List<Report> atOnce(TestDatabase database, List<String> targets) {
    var start = new CyclicBarrier(clients.size());
    var runs = new ArrayList<Background<Report>>();
    for (int i = 0; i < clients.size(); i++) {
      var client = clients.get(i);
      var target = targets.get(i);
      runs.add(
          Background.start(
              () -> {
                start.await(30, TimeUnit.SECONDS);
                return client.migrate(BUNDLE, database, target, List.of());
              }));
    }
    return runs.stream().map(Background::result).toList();
  }

  private static void requireArrived(Report report, String target, String context) {
    assertThat(report.fault()).as(context).isEmpty();
    var where = target.equals("base") ? Heads.BASE : new Heads(List.of(named(target)));
    assertThat(report.heads()).as(context).contains(where);
  }

  private static String named(String target) {
    return target.equals("head") ? TARGETS.getLast() : target;
  }

  /** The revision that is applied according to the archive: the history is linear. */
  private static String standing(TestDatabase database) {
    return database.one(
        "SELECT coalesce(max(revision), 'base') FROM schema_migration.revision_archive");
  }

  /** Runs that began before the one before them had ended. */
  private static List<String> overlaps(TestDatabase database) {
    return database.rows(
        """
        SELECT id, event, run FROM (
          SELECT id, event, run, lag(event) OVER (ORDER BY id) AS before,
            lag(run) OVER (ORDER BY id) AS running
          FROM schema_migration.revision_journal WHERE event IN ('RUN_BEGUN', 'RUN_ENDED')) line
        WHERE event = 'RUN_BEGUN' AND before = 'RUN_BEGUN'
          OR event = 'RUN_ENDED' AND (before <> 'RUN_BEGUN' OR run <> running)""");
  }

  /** A server process needs a moment to notice that its client has left. */
  private static void nothingIsLeftLocked(TestDatabase database, String context) {
    await(context)
        .atMost(Duration.ofSeconds(10))
        .pollInterval(Duration.ofMillis(20))
        .until(() -> database.advisoryLocks() == 0);
  }

  private String anotherThan(String standing) {
    var others = TARGETS.stream().filter(it -> !it.equals(standing)).toList();
    return others.get(random.nextInt(others.size()));
  }
}
