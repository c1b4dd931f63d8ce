package dev.schemamigration.chaos;

import static dev.schemamigration.testing.Tenant.DATABASE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.schemamigration.testing.Changelogs;
import dev.schemamigration.testing.Cluster;
import dev.schemamigration.testing.ClusterTest;
import dev.schemamigration.testing.Tenant;
import dev.schemamigration.testing.TestDatabase;
import java.time.Duration;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/**
 * A leader that is stopped for longer than its lease, as on a paused machine: it does not know that
 * another one has taken over, and its connections are open.
 */
@ClusterTest
class FrozenLeaderKubeIT {
  private static final String LABEL = "frozen";
  private static final String SLEEPING = "SELECT pg_sleep(3); INSERT INTO ran VALUES ('r2');";
  private static final String INDEXING =
      "CREATE INDEX CONCURRENTLY slow ON ran (slowly(revision)); INSERT INTO ran VALUES ('r3');";

  /**
   * Two runs are frozen: one in a transaction, which keeps its session and with it the lock; one
   * during a statement outside of a transaction, whose session the server ends.
   */
  @Test
  void aFrozenLeaderRunsNothingTwiceAndOverwritesNoStatus(Cluster cluster) throws Exception {
    var kept = cluster.tenant().withDatabaseSecret();
    var lost = cluster.tenant().withDatabaseSecret();
    try (var replicas = new OperatorReplicas(cluster, LABEL, true)) {
      apply(kept, SLEEPING, "INSERT INTO ran VALUES ('r3');");
      apply(lost, "INSERT INTO ran VALUES ('r2');", INDEXING);
      awaitStatement(kept.database(), "%pg_sleep(3)%");
      awaitStatement(lost.database(), "CREATE INDEX CONCURRENTLY%");
      var frozen = replicas.freeze();
      Backends.of(lost.database()).terminate();

      replicas.awaitTakeover();
      lost.awaitReady("app", "r3");
      kept.awaitThat(
          "app",
          resource -> {
            assertThat(kept.ready("app", "reason")).isEqualTo("DatabaseBusy");
            assertThat(kept.ready("app", "message"))
                .startsWith("another run holds the migration lock of 127.0.0.1:")
                .contains(" (schema-migration/%s/app/r2, ".formatted(kept.namespace()));
          });
      var before = lost.get("app");
      frozen.thaw();

      assertThat(frozen.awaitEnd(Duration.ofSeconds(30))).as("it ends by itself").isEqualTo(1);
      assertThat(lost.get("app")).as("the frozen leader wrote no status").isEqualTo(before);
      kept.awaitReady("app", "r3");
    }
    for (var tenant : new Tenant[] {kept, lost}) {
      assertThat(tenant.database().rows("SELECT revision FROM ran ORDER BY 1"))
          .containsExactly("r1", "r2", "r3");
      assertThat(Backends.of(tenant.database()).lockHolders()).isEmpty();
    }
  }

  private static void apply(Tenant tenant, String second, String third) {
    var files = new TreeMap<String, String>();
    files.put(
        "001_r1.sql",
        Changelogs.file(
            "r1",
            "",
            """
            CREATE TABLE ran (revision text);
            INSERT INTO ran VALUES ('r1');
            CREATE FUNCTION slowly(text) RETURNS text IMMUTABLE LANGUAGE plpgsql AS $$
            BEGIN PERFORM pg_sleep(1); RETURN $1; END $$;""",
            "DROP TABLE ran;"));
    files.put("002_r2.sql", Changelogs.file("r2", "r1", second, "SELECT 1;"));
    files.put(
        "003_r3.sql",
        Changelogs.file("r3", "r2", third, "SELECT 1;")
            .replace("--changeset test:r3", "--changeset test:r3 runInTransaction:false"));
    tenant.apply("app", Map.of("operator", LABEL), DATABASE + Changelogs.inline(files));
  }

  private static void awaitStatement(TestDatabase database, String pattern) {
    await()
        .atMost(Duration.ofSeconds(30))
        .pollInterval(Duration.ofMillis(20))
        .until(
            () ->
                !database
                    .asAdministrator()
                    .rows(
                        "SELECT FROM pg_stat_activity WHERE datname = current_database() AND state"
                            + " = 'active' AND application_name LIKE 'schema-migration/%' AND query"
                            + " LIKE '"
                            + pattern
                            + "'")
                    .isEmpty());
  }
}
