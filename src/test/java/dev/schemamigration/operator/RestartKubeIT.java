package dev.schemamigration.operator;

import static dev.schemamigration.testing.Changelogs.inline;
import static dev.schemamigration.testing.Changelogs.linear;
import static dev.schemamigration.testing.Tenant.DATABASE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.schemamigration.crd.v1alpha1.SchemaMigration;
import dev.schemamigration.testing.Changelogs;
import dev.schemamigration.testing.Cluster;
import dev.schemamigration.testing.ClusterTest;
import dev.schemamigration.testing.Tenant;
import io.fabric8.kubernetes.client.KubernetesClientException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Databases and statuses stay correct when operators stop, crash and take over. */
@ClusterTest
class RestartKubeIT {
  private static final AtomicInteger SERIAL = new AtomicInteger();

  private final Cluster cluster;

  private final String name = "restarted-" + SERIAL.incrementAndGet();
  private final Map<String, String> label = Map.of("operator", name);
  private final Map<String, String> settings =
      Map.of(
          "SCHEMA_MIGRATION_SELECTOR",
          "operator=" + name,
          "SCHEMA_MIGRATION_LEADER_ELECTION",
          "true");

  RestartKubeIT(Cluster cluster) {
    this.cluster = cluster;
  }

  /** A killed operator still holds the lease, and the next one would wait until it expires. */
  @BeforeEach
  void releaseTheLease() {
    cluster.lease().delete();
  }

  @Test
  void thirtyResourcesBecomeReadyAlthoughTheOperatorIsRestartedInTheMiddle() {
    var tenants = new ArrayList<Tenant>();
    for (var i = 0; i < 30; i++) {
      tenants.add(cluster.tenant().withDatabaseSecret());
    }
    var files = new TreeMap<>(countedRevisions(5));
    // Longer than the grace of the operator that is stopped, within which others would get ready.
    files.put(
        "003_r3.sql", files.get("003_r3.sql").replace("INSERT", "SELECT pg_sleep(4); INSERT"));
    try (var first = cluster.start(settings)) {
      tenants.forEach(tenant -> tenant.apply("app", label, DATABASE + inline(files)));
      await().atMost(Duration.ofSeconds(30)).until(this::someMigrationRuns);
      assertThat(first.stop(Duration.ofSeconds(20))).isIn(0, 143);
    }
    assertThat(tenants).anyMatch(tenant -> !tenant.ready("app", "status").equals("True"));

    try (var second = cluster.start(settings)) {
      tenants.forEach(tenant -> tenant.awaitReady("app", "r5"));
      assertThat(second.isAlive()).isTrue();
    }

    assertThat(tenants)
        .allSatisfy(
            tenant ->
                assertThat(tenant.database().rows("SELECT revision FROM ran ORDER BY 1"))
                    .containsExactly("r1", "r2", "r3", "r4", "r5"));
  }

  @Test
  void aRestartedOperatorRunsNothingOnADatabaseAtItsTarget() {
    var tenant = cluster.tenant().withDatabaseSecret();
    List<String> before;
    try (var first = cluster.start(settings)) {
      tenant.apply("app", label, DATABASE + inline(linear(2)));
      tenant.awaitReady("app", "r2");
      before = tuples(tenant);
      first.stop(Duration.ofSeconds(20));
    }

    try (var second = cluster.start(settings)) {
      tenant.requestReconcile("app", "1");
      tenant.awaitThat(
          "app",
          resource ->
              assertThat(resource.at("/status/lastHandledReconcileAt").asText()).isEqualTo("1"));
      tenant.awaitReady("app", "r2");
      assertThat(second.isAlive()).isTrue();
    }

    assertThat(tuples(tenant)).isEqualTo(before);
    assertThat(tenant.get("app").at("/status/history")).hasSize(1);
  }

  @Test
  void anOperatorThatIsShutDownStopsItsMigrationReportsItAndReleasesTheLease() {
    var tenant = cluster.tenant().withDatabaseSecret();
    try (var operator = cluster.start(settings)) {
      startSleeping(tenant);

      operator.stop(Duration.ofSeconds(15));
    }

    var resource = tenant.get("app");
    assertThat(tenant.ready("app", "reason")).isEqualTo("Cancelled");
    assertThat(tenant.ready("app", "message")).contains("the operator is shutting down");
    assertThat(resource.at("/status/currentRevision").asText()).isEqualTo("r1");
    assertThat(resource.at("/status/lastMigration/outcome").asText()).isEqualTo("Cancelled");
    assertThat(tenant.database().advisoryLocks()).isZero();
    assertThat(cluster.lease().get().getSpec().getHolderIdentity()).isNullOrEmpty();
  }

  @Test
  void aLeaderThatLosesTheLeaseStopsItsMigrationAndEnds() {
    var tenant = cluster.tenant().withDatabaseSecret();
    try (var operator = cluster.start(settings)) {
      startSleeping(tenant);

      // Its holder renews it meanwhile.
      await()
          .ignoreExceptionsMatching(
              it -> it instanceof KubernetesClientException failed && failed.getCode() == 409)
          .until(
              () -> {
                var taken = cluster.lease().get();
                taken.getSpec().setHolderIdentity("somebody-else");
                taken.getMetadata().setResourceVersion(null);
                cluster.client().resource(taken).update();
                return true;
              });

      assertThat(operator.awaitEnd(Duration.ofSeconds(30))).isEqualTo(1);
      assertThat(operator.log()).contains("the lease is lost");
    }

    assertThat(tenant.database().advisoryLocks()).isZero();
    assertThat(cluster.lease().get().getSpec().getHolderIdentity()).isEqualTo("somebody-else");
    assertThat(tenant.ready("app", "reason"))
        .as("not reported by the former leader")
        .isEqualTo("Progressing");
  }

  @Test
  void aStandbyTakesOverFromAKilledLeaderInTheMiddleOfARevision() {
    var tenant = cluster.tenant().withDatabaseSecret();
    try (var leader = cluster.start(settings);
        var standby = cluster.start(settings)) {
      startSleeping(tenant);
      assertThat(standby.status("/q/health/ready")).isEqualTo(200);

      leader.kill();
      var files = new TreeMap<>(countedRevisions(3));
      tenant.apply("app", label, DATABASE + inline(files));

      tenant.awaitReady("app", "r3");
      assertThat(tenant.database().rows("SELECT revision FROM ran ORDER BY 1"))
          .containsExactly("r1", "r2", "r3");
      assertThat(tenant.database().advisoryLocks()).isZero();
    }
  }

  /** Starts a resource and waits until its second revision is being applied. */
  private void startSleeping(Tenant tenant) {
    var files = new TreeMap<>(countedRevisions(1));
    files.put("002_r2.sql", Changelogs.file("r2", "r1", "SELECT pg_sleep(120);", "SELECT 1;"));
    tenant.apply("app", label, DATABASE + inline(files));
    tenant.awaitThat(
        "app",
        resource -> assertThat(resource.at("/status/progress/revision").asText()).isEqualTo("r2"));
  }

  /** Revisions that leave a row each time they run. */
  private static Map<String, String> countedRevisions(int count) {
    var files = new TreeMap<String, String>();
    files.put(
        "001_r1.sql",
        Changelogs.file(
            "r1",
            "",
            "CREATE TABLE ran (revision text); INSERT INTO ran VALUES ('r1');",
            "DROP TABLE ran;"));
    for (var i = 2; i <= count; i++) {
      files.put(
          "00%d_r%d.sql".formatted(i, i),
          Changelogs.file(
              "r" + i,
              "r" + (i - 1),
              "INSERT INTO ran VALUES ('r%d');".formatted(i),
              "DELETE FROM ran WHERE revision = 'r%d';".formatted(i)));
    }
    return files;
  }

  private boolean someMigrationRuns() {
    return cluster
        .client()
        .resources(SchemaMigration.class)
        .inAnyNamespace()
        .withLabels(label)
        .list()
        .getItems()
        .stream()
        .anyMatch(resource -> resource.getStatus().progress() != null);
  }

  private static List<String> tuples(Tenant tenant) {
    return tenant
        .database()
        .rows(
            "SELECT xmin, oid, relname FROM pg_class WHERE relnamespace IN"
                + " ('public'::regnamespace, 'schema_migration'::regnamespace) ORDER BY relname");
  }
}
