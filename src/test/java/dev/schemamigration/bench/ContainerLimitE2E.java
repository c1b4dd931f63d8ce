package dev.schemamigration.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.schemamigration.testing.Cluster;
import dev.schemamigration.testing.ClusterTest;
import dev.schemamigration.testing.ContainerImage;
import dev.schemamigration.testing.LimitedOperator;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** The operator with the container's own flags stays inside the container's memory limit. */
@ClusterTest
class ContainerLimitE2E {
  private static final int RESOURCES = 100;

  private final Cluster cluster;

  ContainerLimitE2E(Cluster cluster) {
    this.cluster = cluster;
  }

  @Test
  void migratesManyDatabasesInsideTheLimitOfTheChart() {
    try (var fleet = new Fleet(cluster, RESOURCES, 1);
        var operator =
            LimitedOperator.start(
                cluster,
                ContainerImage.memoryLimit(),
                Map.of(
                    "SCHEMA_MIGRATION_SELECTOR",
                    "operator=" + Fleet.OPERATOR,
                    // A machine that is too busy to renew a lease is not what this is about.
                    "SCHEMA_MIGRATION_LEADER_ELECTION",
                    "false"))) {
      fleet.resources("10m");

      await()
          .atMost(Duration.ofMinutes(5))
          .pollInterval(Duration.ofMillis(200))
          .untilAsserted(
              () -> {
                operator.check();
                assertThat(fleet.watch().readyAt("r1"))
                    .as("%s", fleet.watch().reasons())
                    .isEqualTo(RESOURCES);
              });
      operator.check();
    }
  }
}
