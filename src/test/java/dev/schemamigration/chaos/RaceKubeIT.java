package dev.schemamigration.chaos;

import static dev.schemamigration.testing.Tenant.DATABASE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.schemamigration.database.session.MigrationLock;
import dev.schemamigration.source.Bundle;
import dev.schemamigration.testing.Changelogs;
import dev.schemamigration.testing.Cluster;
import dev.schemamigration.testing.ClusterTest;
import dev.schemamigration.testing.OperatorProcess;
import dev.schemamigration.testing.SchemactlProcess;
import dev.schemamigration.testing.Tenant;
import dev.schemamigration.testing.TestDatabase;
import dev.schemamigration.testing.TestPostgres;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Packaged operators and the packaged command line, each a process of its own, on one database. */
@ClusterTest
class RaceKubeIT {
  private static final int RACES = ChaosMode.LONG.isActive() ? 100 : 3;
  private static final int REVISIONS = 4;

  /** Whoever waits for the lock asks for it, and who has it, again and again. */
  private static final String WAITING =
      "SELECT count(*) FROM pg_stat_activity WHERE datname = current_database()"
          + " AND application_name LIKE 'schema-migration/%'"
          + " AND (query LIKE '%pg_try_advisory_lock(%' OR query LIKE '%pg_locks AS held%')";

  private static final String SESSIONS_AND_LOCKS =
      "SELECT (SELECT count(*) FROM pg_stat_activity WHERE datname = current_database() AND"
          + " application_name LIKE 'schema-migration/%') + (SELECT count(*) FROM pg_locks WHERE"
          + " locktype = 'advisory' AND database ="
          + " (SELECT oid FROM pg_database WHERE datname = current_database()))";

  private final Cluster cluster;
  private final long seed = ChaosMode.seed();
  private final Random random = new Random(seed);
  @TempDir private Path folder;

  RaceKubeIT(Cluster cluster) {
    this.cluster = cluster;
  }

  /**
   * Without election one replica is to run. That two do, by mistake, must do no harm: the database
   * decides who acts. In every race all three stand before the same lock when it is given back.
   */
  @Test
  void twoOperatorsThatBothActAndACommandLineRunEachRevisionOnce() throws Exception {
    var tenant = tenantWithExecutionLog();
    var settings =
        Map.of(
            "SCHEMA_MIGRATION_SELECTOR", "operator=racing",
            "SCHEMA_MIGRATION_LEADER_ELECTION", "false");
    var winners = new ArrayList<String>();
    try (var first = cluster.launch(settings);
        var second = cluster.launch(settings)) {
      first.awaitReady();
      second.awaitReady();
      apply(tenant, "racing", "base");
      tenant.awaitReady("app", "base");

      var standing = 0;
      for (int race = 1; race <= RACES; race++) {
        var from = standing;
        standing = random.ints(0, REVISIONS + 1).filter(it -> it != from).findFirst().orElseThrow();
        winners.add(race(tenant, from, standing, "race %d, seed %d".formatted(race, seed)));
      }
      assertThat(first.isAlive() && second.isAlive()).isTrue();
      assertThat(first.log() + second.log()).doesNotContain("unforeseen");
    }
    System.out.printf(
        "%d races between three processes, won by %s, seed %d%n", RACES, winners, seed);
  }

  private String race(Tenant tenant, int from, int to, String context) throws SQLException {
    var database = tenant.database();
    var before = new TrackingRecords(database).lastJournalRow();
    var starter = holdTheLock(database);
    var command = schemactl(to > from ? "upgrade" : "downgrade", place(to), database);
    try (starter) {
      tenant.patch("app", "{\"spec\":{\"target\":\"%s\"}}".formatted(place(to)));
      await(context + ": all three stand before the lock")
          .atMost(Duration.ofSeconds(60))
          .until(
              () -> {
                command.requireRunning();
                return database.asAdministrator().one(WAITING).equals("3");
              });
    }

    command.requireSuccess();
    tenant.awaitReady("app", place(to));

    await(context + ": everybody has left, and nothing stays locked")
        .atMost(Duration.ofSeconds(60))
        .until(() -> database.asAdministrator().one(SESSIONS_AND_LOCKS).equals("0"));
    tenant.awaitReady("app", place(to));
    assertThat(
            database.rows(
                "SELECT count(*) FILTER (WHERE event = 'RUN_BEGUN'), count(*) FILTER (WHERE event ="
                    + " 'RUN_ENDED'), count(DISTINCT run) FROM schema_migration.revision_journal"
                    + " WHERE id > "
                    + before))
        .as(context)
        .containsExactly("1\t1\t1");
    new ExecutionLog(database).requireEachOnce(context);
    return database
        .one("SELECT DISTINCT author FROM schema_migration.revision_journal WHERE id > " + before)
        .replace(tenant.namespace() + "/", "");
  }

  private static Connection holdTheLock(TestDatabase database) throws SQLException {
    var holder = database.connect();
    try (var statement = holder.createStatement()) {
      statement.execute(
          "SELECT pg_advisory_lock(" + new MigrationLock("schema_migration").key() + ")");
    }
    return holder;
  }

  @Test
  void ofTwoElectedReplicasExactlyOneExecutes() throws IOException {
    // One that was killed has it still, and both would wait until it expires.
    cluster.lease().delete();
    var tenant = tenantWithExecutionLog();
    var settings =
        Map.of(
            "SCHEMA_MIGRATION_SELECTOR", "operator=elected",
            "SCHEMA_MIGRATION_LEADER_ELECTION", "true");
    try (var first = cluster.launch(settings);
        var second = cluster.launch(settings)) {
      first.awaitReady();
      second.awaitReady();
      apply(tenant, "elected", place(REVISIONS));
      tenant.awaitReady("app", place(REVISIONS));
      tenant.patch("app", "{\"spec\":{\"target\":\"r01\"}}");
      tenant.awaitReady("app", "r01");
      tenant.patch("app", "{\"spec\":{\"target\":\"r03\"}}");
      tenant.awaitReady("app", "r03");

      var runs = List.of(runs(first), runs(second));
      assertThat(runs).containsExactlyInAnyOrder(0, 3);
    }

    new ExecutionLog(tenant.database()).requireEachOnce("elected");
    assertThat(
            tenant
                .database()
                .one(
                    "SELECT count(DISTINCT run) FROM schema_migration.revision_journal WHERE event ="
                        + " 'RUN_BEGUN'"))
        .isEqualTo("3");
  }

  /** How many migrations a process reports in its metrics. */
  private static int runs(OperatorProcess operator) {
    return operator
        .get("/q/metrics")
        .lines()
        .filter(it -> it.startsWith("schema_migration_run_duration_seconds_count"))
        .mapToInt(it -> (int) Double.parseDouble(it.substring(it.lastIndexOf(' '))))
        .sum();
  }

  private Tenant tenantWithExecutionLog() throws IOException {
    var tenant = cluster.tenant().withDatabaseSecret();
    ExecutionLog.createIn(tenant.database());
    for (var file : files().entrySet()) {
      Files.writeString(folder.resolve(file.getKey()), file.getValue());
    }
    return tenant;
  }

  private static void apply(Tenant tenant, String operator, String target) {
    tenant.apply(
        "app",
        Map.of("operator", operator),
        DATABASE + "target: " + target + "\n" + Changelogs.inline(files()));
  }

  private static Map<String, String> files() {
    Bundle bundle = MixedRevisions.of(REVISIONS, TestPostgres.newest());
    var files = new TreeMap<String, String>();
    IntStream.rangeClosed(1, REVISIONS)
        .mapToObj(number -> bundle.find(MixedRevisions.id(number)).orElseThrow())
        .forEach(file -> files.put(file.path(), file.content()));
    return files;
  }

  private SchemactlProcess schemactl(String verb, String target, TestDatabase database) {
    return SchemactlProcess.schemactl(
        verb, target, "--source", folder.toString(), "--database-url", database.libpqUrl());
  }

  private static String place(int number) {
    return number == 0 ? "base" : MixedRevisions.id(number);
  }
}
