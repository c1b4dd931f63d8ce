package dev.schemamigration.operator;

import static dev.schemamigration.testing.Changelogs.inline;
import static dev.schemamigration.testing.Changelogs.linear;
import static dev.schemamigration.testing.Tenant.DATABASE;
import static org.assertj.core.api.Assertions.assertThat;

import dev.schemamigration.testing.Cluster;
import dev.schemamigration.testing.ClusterTest;
import dev.schemamigration.testing.ClusterTest.Environment;
import dev.schemamigration.testing.Kstatus;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Resources that were stored under another version of the definition. */
@ClusterTest(Environment.OWN)
class PoisonPillKubeIT {
  private final Cluster cluster;

  PoisonPillKubeIT(Cluster cluster) {
    this.cluster = cluster;
  }

  @Test
  void aStoredValueThatThisVersionDoesNotKnowStopsNobodyElse() {
    var poisoned = cluster.tenant().withDatabaseSecret();
    var healthy = cluster.tenant().withDatabaseSecret();
    forgetEnumerations();
    poisoned.apply(
        "app", DATABASE + "downgrade: Sometimes\ninterval: fortnightly\n" + inline(linear(1)));
    cluster
        .kubernetes()
        .kubectl("apply", "--server-side", "--force-conflicts", "-k", "crds")
        .orThrow();

    try (var operator = cluster.start(Map.of())) {
      healthy.apply("app", DATABASE + inline(linear(1)));

      healthy.awaitReady("app", "r1");
      poisoned.awaitNotReady("app", "InvalidSpec", Kstatus.FAILED);
      assertThat(poisoned.ready("app", "message"))
          .isEqualTo(
              "spec.interval: \"fortnightly\" is not a duration from 1s to 8760h; write for"
                  + " example 10m");
      assertThat(operator.status("/q/health/ready")).isEqualTo(200);
    }
  }

  private void forgetEnumerations() {
    cluster
        .kubernetes()
        .kubectl(
            "patch",
            "crd/schemamigrations.schemamigration.dev",
            "--type=json",
            "-p",
            """
            [{"op": "remove", "path": "/spec/versions/0/schema/openAPIV3Schema/properties/spec/properties/downgrade/enum"},
             {"op": "remove", "path": "/spec/versions/0/schema/openAPIV3Schema/properties/spec/properties/interval/pattern"}]
            """)
        .orThrow();
  }
}
