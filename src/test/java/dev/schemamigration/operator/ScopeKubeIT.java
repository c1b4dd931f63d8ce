package dev.schemamigration.operator;

import static dev.schemamigration.testing.Changelogs.inline;
import static dev.schemamigration.testing.Changelogs.linear;
import static dev.schemamigration.testing.Tenant.DATABASE;
import static org.assertj.core.api.Assertions.assertThat;

import dev.schemamigration.testing.Cluster;
import dev.schemamigration.testing.ClusterTest;
import dev.schemamigration.testing.Kstatus;
import dev.schemamigration.testing.OperatorProcess;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** An operator handles the resources in its scope, and no others. */
@ClusterTest
class ScopeKubeIT {
  private final Cluster cluster;

  ScopeKubeIT(Cluster cluster) {
    this.cluster = cluster;
  }

  @Test
  void twoOperatorsThatAreScopedByLabelHandleTheirOwn() {
    var red = cluster.tenant().withDatabaseSecret();
    var blue = cluster.tenant().withDatabaseSecret();
    try (var redOperator = cluster.start(Map.of("SCHEMA_MIGRATION_SELECTOR", "operator=red"))) {
      red.apply("app", Map.of("operator", "red"), DATABASE + inline(linear(1)));
      blue.apply("app", Map.of("operator", "blue"), DATABASE + inline(linear(1)));

      red.awaitReady("app", "r1");
      assertThat(blue.get("app").at("/status/observedGeneration").asInt()).isEqualTo(-1);
      assertThat(redOperator.log()).doesNotContain(blue.namespace());

      try (var blueOperator = cluster.start(Map.of("SCHEMA_MIGRATION_SELECTOR", "operator=blue"))) {
        blue.awaitReady("app", "r1");
        assertThat(blueOperator.log()).doesNotContain(red.namespace());
      }
    }
  }

  @Test
  void theOperatorsDatabaseServesItsOwnNamespaceAndThoseListedAndNoOther() {
    var own = cluster.tenant();
    var listed = cluster.tenant(own.database());
    var stranger = cluster.tenant(own.database());
    try (var operator =
        cluster.start(
            Map.of(
                "SCHEMA_MIGRATION_SELECTOR",
                "operator=database",
                "POD_NAMESPACE",
                own.namespace(),
                "DATABASE_URL",
                own.database().libpqUrl(),
                "SCHEMA_MIGRATION_DATABASE_NAMESPACES",
                "elsewhere, " + listed.namespace()))) {
      var label = Map.of("operator", "database");
      stranger.apply("app", label, "database: {trackingSchema: theirs}\n" + inline(linear(1)));
      own.apply("app", label, inline(linear(1)));
      listed.apply(
          "app", label, "target: base\ndatabase: {trackingSchema: listed}\n" + inline(linear(1)));

      stranger.awaitNotReady("app", "DatabaseNotPermitted", Kstatus.FAILED);
      own.awaitReady("app", "r1");
      listed.awaitReady("app", "base");
      assertThat(stranger.get("app").path("status").toString())
          .doesNotContain(
              own.database().name(), own.database().user(), own.database().password(), "127.0.0.1");
      assertThat(operator.log()).doesNotContain(own.database().password());
    }
  }

  @Test
  void anOperatorOfOneNamespaceNeedsNoRightElsewhereAndTouchesNothingThere() {
    var kubernetes = cluster.kubernetes();
    var inside = cluster.tenant().withDatabaseSecret();
    var outside = cluster.tenant().withDatabaseSecret();
    kubernetes
        .kubectlWithInput(
            kubernetes
                .kubectl("kustomize", "deploy/namespaced")
                .orThrow()
                .out()
                .replace("namespace: default", "namespace: " + inside.namespace()),
            "apply",
            "-f",
            "-")
        .orThrow();
    var account = kubernetes.kubeconfigOf(inside.namespace(), "schema-migration-operator");
    try (var operator =
        OperatorProcess.start(
            account,
            Map.of(
                "SCHEMA_MIGRATION_WATCH_NAMESPACES",
                inside.namespace(),
                "SCHEMA_MIGRATION_LEADER_ELECTION",
                "true",
                "SCHEMA_MIGRATION_SELECTOR",
                "operator=namespaced",
                "POD_NAMESPACE",
                inside.namespace()))) {
      inside.apply("app", Map.of("operator", "namespaced"), DATABASE + inline(linear(1)));
      outside.apply("app", Map.of("operator", "namespaced"), DATABASE + inline(linear(1)));

      inside.awaitReady("app", "r1");
      assertThat(outside.get("app").at("/status/observedGeneration").asInt()).isEqualTo(-1);
      assertThat(operator.log()).doesNotContain("forbidden", outside.namespace());
      assertThat(inside.database().one("SELECT installation FROM schema_migration.tracking_owner"))
          .isEqualTo(
              cluster
                  .client()
                  .namespaces()
                  .withName(inside.namespace())
                  .get()
                  .getMetadata()
                  .getUid());
    }
  }
}
