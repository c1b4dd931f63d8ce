package dev.schemamigration.operator;

import static dev.schemamigration.testing.Changelogs.inline;
import static dev.schemamigration.testing.Changelogs.linear;
import static org.assertj.core.api.Assertions.assertThat;

import dev.schemamigration.demo.LocalKubernetes;
import dev.schemamigration.testing.ApiServer;
import dev.schemamigration.testing.Cluster;
import dev.schemamigration.testing.Kstatus;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Resources that were stored under another version of the definition. */
class PoisonPillKubeIT {
  private static final String DATABASE = "database: {secretRef: {name: db}}\n";

  private static LocalKubernetes kubernetes;
  private static Cluster cluster;

  @BeforeAll
  static void startACluster() {
    kubernetes = ApiServer.own();
    cluster = Cluster.on(kubernetes);
  }

  @AfterAll
  static void stopIt() {
    if (kubernetes != null) {
      kubernetes.close();
    }
  }

  @Test
  void aStoredValueThatThisVersionDoesNotKnowStopsNobodyElse() {
    var poisoned = cluster.tenant().withDatabaseSecret();
    var healthy = cluster.tenant().withDatabaseSecret();
    forgetEnumerations();
    poisoned.apply(
        "app", DATABASE + "downgrade: Sometimes\ninterval: fortnightly\n" + inline(linear(1)));
    kubernetes.kubectl("apply", "--server-side", "--force-conflicts", "-k", "crds").orThrow();

    try (var operator = cluster.start(Map.of())) {
      healthy.apply("app", DATABASE + inline(linear(1)));

      healthy.awaitReady("app", "r1");
      poisoned.awaitNotReady("app", "InvalidSpec", Kstatus.FAILED);
      assertThat(poisoned.ready("app", "message"))
          .isEqualTo(
              "spec.interval: \"fortnightly\" is not a duration of at least 1s; write for example"
                  + " 10m");
      assertThat(operator.status("/q/health/ready")).isEqualTo(200);
    }
  }

  private static void forgetEnumerations() {
    kubernetes
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
