package dev.schemamigration.operator;

import static dev.schemamigration.testing.Changelogs.linear;
import static dev.schemamigration.testing.Tenant.DATABASE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.schemamigration.testing.ApplicationSessions;
import dev.schemamigration.testing.Cluster;
import dev.schemamigration.testing.ClusterTest;
import dev.schemamigration.testing.ClusterTest.Environment;
import dev.schemamigration.testing.Kstatus;
import dev.schemamigration.testing.Tenant;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A migration that waits for a lock, as the application, the status and the metrics show it. */
@ClusterTest(Environment.OPERATOR)
class LockQueueKubeIT {
  private static final Duration LOCK_TIMEOUT = Duration.ofMillis(1500);

  /** What a loaded machine may add to a wait. */
  private static final Duration MARGIN = Duration.ofSeconds(1);

  private static final String SPEC =
      DATABASE
          + "source: {configMaps: [{name: migrations}]}\n"
          + "execution: {lockTimeout: 1500ms}\n";

  private final Cluster cluster;
  private final Tenant tenant;

  LockQueueKubeIT(Cluster cluster, Tenant tenant) {
    this.cluster = cluster;
    this.tenant = tenant.withDatabaseSecret();
  }

  @BeforeEach
  void migrateToTheSecondRevision() {
    tenant.configMap("migrations", linear(2));
    tenant.apply("app", SPEC);
    tenant.awaitReady("app", "r2");
  }

  @Test
  void theApplicationReadsOnTheHolderIsNamedTheWaitsAreCountedAndItEndsByItself() throws Exception {
    var before = waits();
    try (var holder = tenant.database().connect();
        var readers = ApplicationSessions.of(tenant.database(), 4, "SELECT count(*) FROM r1")) {
      var pid = read(holder);
      var began = Instant.now();

      tenant.configMap("migrations", linear(3));

      tenant.awaitThat(
          "app",
          resource -> {
            var blocker = resource.at("/status/blockedBy/0");
            assertThat(blocker.path("pid").asInt()).isEqualTo(pid);
            assertThat(blocker.path("applicationName").asText()).isEqualTo("a-long-report");
            assertThat(blocker.path("state").asText()).isEqualTo("idle in transaction");
            assertThat(blocker.path("lock").asText()).isEqualTo("AccessShareLock");
            assertThat(Instant.parse(blocker.path("since").asText()))
                .isBetween(began.minusSeconds(5), began.plusSeconds(1));
            assertThat(resource.at("/status/currentRevision").asText()).isEqualTo("r2");
            assertThat(Kstatus.of(resource)).isEqualTo(Kstatus.IN_PROGRESS);
          });
      await()
          .atMost(Duration.ofSeconds(30))
          .until(
              () ->
                  waits() >= before + 2
                      && Instant.now()
                          .isAfter(began.plus(LOCK_TIMEOUT.multipliedBy(2)).plus(MARGIN)));
      holder.rollback();

      tenant.awaitReady("app", "r3");
      assertThat(readers.failures()).isEmpty();
      assertThat(readers.longestWait())
          .isBetween(LOCK_TIMEOUT.dividedBy(2), LOCK_TIMEOUT.plus(MARGIN));
    }
    assertThat(tenant.get("app").at("/status").has("blockedBy")).isFalse();
  }

  @Test
  void aTargetThatIsMovedToBaseWhileTheRunWaitsIsReachedWhenTheHolderEnds() throws Exception {
    try (var holder = tenant.database().connect()) {
      read(holder);
      tenant.configMap("migrations", linear(3));
      tenant.awaitThat(
          "app",
          resource ->
              assertThat(resource.at("/status/blockedBy/0/applicationName").asText())
                  .isEqualTo("a-long-report"));

      tenant.patch("app", "{\"spec\":{\"target\":\"base\"}}");

      tenant.awaitThat(
          "app",
          resource -> {
            assertThat(resource.at("/status/targetRevision").asText()).isEqualTo("base");
            assertThat(resource.at("/status/currentRevision").asText()).isEqualTo("r1");
            assertThat(resource.at("/status/blockedBy/0/applicationName").asText())
                .isEqualTo("a-long-report");
            assertThat(Kstatus.of(resource)).isEqualTo(Kstatus.IN_PROGRESS);
          });
      holder.rollback();
    }

    tenant.awaitReady("app", "base");
    assertThat(
            tenant
                .database()
                .rows(
                    "SELECT event, revision FROM schema_migration.revision_journal WHERE event IN"
                        + " ('APPLIED', 'UNDONE') ORDER BY id"))
        .containsExactly("APPLIED\tr1", "APPLIED\tr2", "UNDONE\tr2", "UNDONE\tr1");
  }

  @Test
  void aResourceThatIsSuspendedWhileItWaitsLetsGoOfTheDatabaseAndGoesOnLater() throws Exception {
    try (var holder = tenant.database().connect()) {
      read(holder);
      tenant.configMap("migrations", linear(3));
      tenant.awaitThat(
          "app", resource -> assertThat(resource.at("/status/blockedBy")).isNotEmpty());

      tenant.patch("app", "{\"spec\":{\"suspend\":true}}");

      await()
          .atMost(Duration.ofSeconds(20))
          .until(
              () ->
                  tenant
                      .database()
                      .asAdministrator()
                      .rows(
                          "SELECT application_name FROM pg_stat_activity WHERE datname ="
                              + " current_database() AND application_name LIKE 'schema-migration/%'")
                      .isEmpty());
      assertThat(tenant.get("app").at("/status/currentRevision").asText()).isEqualTo("r2");
      holder.rollback();
    }
    tenant.awaitThat(
        "app",
        resource -> {
          assertThat(resource.at("/status").has("blockedBy")).isFalse();
          assertThat(resource.at("/status/lastMigration/outcome").asText()).isEqualTo("Cancelled");
        });

    tenant.patch("app", "{\"spec\":{\"suspend\":false}}");

    tenant.awaitReady("app", "r3");
  }

  private static int read(Connection holder) throws SQLException {
    holder.setAutoCommit(false);
    try (var statement = holder.createStatement()) {
      statement.execute("SET application_name = 'a-long-report'");
      statement.execute("SELECT * FROM r1");
      try (var row = statement.executeQuery("SELECT pg_backend_pid()")) {
        row.next();
        return row.getInt(1);
      }
    }
  }

  /** The waits that the operator has counted. */
  private int waits() {
    var line = "schema_migration_lock_waits_total ";
    return cluster
        .operator()
        .get("/q/metrics")
        .lines()
        .filter(it -> it.startsWith(line))
        .mapToInt(it -> (int) Double.parseDouble(it.substring(line.length())))
        .sum();
  }
}
