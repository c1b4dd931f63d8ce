package dev.schemamigration.operator;

import static dev.schemamigration.testing.Tenant.DATABASE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.schemamigration.testing.Changelogs;
import dev.schemamigration.testing.Cluster;
import dev.schemamigration.testing.ClusterTest;
import dev.schemamigration.testing.OperatorProcess;
import dev.schemamigration.testing.TestDatabase;
import dev.schemamigration.testing.TestPostgres;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** How many requests of the API server one resource costs, as the operator counts them. */
@ClusterTest
class ApiRequestsKubeIT {
  private static final Pattern COUNT =
      Pattern.compile(
          "(?m)^schema_migration_api_requests_total\\{verb=\"(.+?)\",resource=\"(.+?)\",code=\"(\\d+)\"}"
              + " (\\S+)$");

  /** The lease, and what the framework asks when it starts: its own rights, the resources. */
  private static final List<String> OF_THE_OPERATOR =
      List.of("leases", "selfsubjectrulesreviews", "schemamigrations");

  private static final Map<String, String> SETTINGS =
      Map.of(
          "SCHEMA_MIGRATION_SELECTOR", "operator=counted",
          "SCHEMA_MIGRATION_LEASE_NAME", "counted",
          "SCHEMA_MIGRATION_LEADER_ELECTION", "true");

  private final Cluster cluster;
  private final TestDatabase statistics = TestPostgres.newest().createDatabase();

  ApiRequestsKubeIT(Cluster cluster) {
    this.cluster = cluster;
  }

  @Test
  void aMoveOfFiveRevisionsCostsTwoStatusesAndTheirEventsAndASettledLookNothing() {
    var tenant = cluster.tenant().withDatabaseSecret();
    tenant.configMap("files", fiveRevisions());
    try (var operator = cluster.start(SETTINGS)) {
      var began = System.nanoTime();
      tenant.apply(
          "app",
          Map.of("operator", "counted"),
          DATABASE + "interval: 1s\nsource: {configMaps: [{name: files}]}\n");
      tenant.awaitReady("app", "r5");
      var seconds = Duration.ofNanos(System.nanoTime() - began).toSeconds();
      await()
          .atMost(Duration.ofSeconds(10))
          .untilAsserted(
              () -> assertThat(requests(operator)).containsEntry("create events 201", 6L));

      var counted = requests(operator);
      // One when the run is queued, one when it has ended, and one a second in between.
      assertThat(counted.remove("patch schemamigrations/status 200")).isBetween(2L, 2 + seconds);
      assertThat(counted)
          .as("the cluster's identity, the version and values of the two objects, the Events")
          .containsOnly(
              Map.entry("get namespaces 200", 1L),
              // Each once when the operator starts too.
              Map.entry("list configmaps 200", 2L),
              Map.entry("list secrets 200", 2L),
              Map.entry("get configmaps 200", 1L),
              Map.entry("get secrets 200", 1L),
              Map.entry("create events 201", 6L));

      var before = requests(operator);
      var sessions = sessions(tenant.database());
      await()
          .atMost(Duration.ofSeconds(30))
          .until(() -> sessions(tenant.database()) >= sessions + 3);
      assertThat(requests(operator)).as("looks at a settled database").isEqualTo(before);
    }
  }

  private static Map<String, String> fiveRevisions() {
    var files = new TreeMap<String, String>();
    for (int i = 1; i <= 5; i++) {
      files.put(
          "00%d_r%d.sql".formatted(i, i),
          Changelogs.file(
              "r" + i,
              i == 1 ? "" : "r" + (i - 1),
              "CREATE TABLE r%d ();".formatted(i),
              "DROP TABLE r%d;".formatted(i)));
    }
    return files;
  }

  /** By verb, resource and code, without the watches and {@link #OF_THE_OPERATOR}. */
  private static Map<String, Long> requests(OperatorProcess operator) {
    var requests = new TreeMap<String, Long>();
    var counts = COUNT.matcher(operator.get("/q/metrics"));
    while (counts.find()) {
      var verb = counts.group(1);
      if (!OF_THE_OPERATOR.contains(counts.group(2)) && !verb.equals("watch")) {
        requests.put(
            verb + " " + counts.group(2) + " " + counts.group(3),
            (long) Double.parseDouble(counts.group(4)));
      }
    }
    return requests;
  }

  /** How many sessions a database has had, as another one sees it. */
  private long sessions(TestDatabase of) {
    return Long.parseLong(
        statistics.one(
            "SELECT sessions FROM pg_stat_database WHERE datname = '" + of.name() + "'"));
  }
}
