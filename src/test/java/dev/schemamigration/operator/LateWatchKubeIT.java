package dev.schemamigration.operator;

import static dev.schemamigration.testing.Changelogs.linear;
import static dev.schemamigration.testing.Tenant.DATABASE;
import static org.assertj.core.api.Assertions.assertThat;

import dev.schemamigration.testing.ApiProxy;
import dev.schemamigration.testing.Cluster;
import dev.schemamigration.testing.ClusterTest;
import dev.schemamigration.testing.OperatorProcess;
import dev.schemamigration.testing.Tenant;
import java.util.Map;
import org.junit.jupiter.api.Test;

/**
 * A resource and the ConfigMap that it names are applied together, and the API server reports the
 * resource first: each kind has a watch of its own, and none waits for another.
 */
@ClusterTest
class LateWatchKubeIT {
  private static final Map<String, String> LABELS = Map.of("operator", "late-watch");

  private final Cluster cluster;

  LateWatchKubeIT(Cluster cluster) {
    this.cluster = cluster;
  }

  @Test
  void whatTheWatchesHaveNotReportedYetIsNeitherMissingNorOld() {
    var tenant = cluster.tenant().withDatabaseSecret();
    try (var proxy = new ApiProxy(cluster.kubeconfig());
        var operator =
            OperatorProcess.start(
                proxy.kubeconfig(),
                Map.of(
                    "SCHEMA_MIGRATION_SELECTOR", "operator=late-watch",
                    "POD_NAMESPACE", Cluster.SYSTEM,
                    "SCHEMA_MIGRATION_LEADER_ELECTION", "false"))) {
      proxy.holdWatches("configmaps");
      tenant.configMap("files", linear(2));
      apply(tenant, "r2");
      tenant.awaitReady("app", "r2");
      assertThat(proxy.hasHeldBack()).isTrue();

      proxy.release();
      proxy.holdWatches("configmaps");
      tenant.configMap("files", linear(3));
      apply(tenant, "r3");
      tenant.awaitReady("app", "r3");
      assertThat(proxy.hasHeldBack()).isTrue();

      assertThat(tenant.events("app"))
          .isNotEmpty()
          .noneSatisfy(event -> assertThat(event.getType()).isEqualTo("Warning"));
      assertThat(operator.isAlive()).isTrue();
    }
  }

  private static void apply(Tenant tenant, String target) {
    tenant.apply(
        "app",
        LABELS,
        DATABASE + "target: " + target + "\nsource: {configMaps: [{name: files}]}\n");
  }
}
