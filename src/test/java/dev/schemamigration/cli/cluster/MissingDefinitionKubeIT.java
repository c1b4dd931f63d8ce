package dev.schemamigration.cli.cluster;

import static dev.schemamigration.testing.SchemactlProcess.schemactl;
import static org.assertj.core.api.Assertions.assertThat;

import dev.schemamigration.local.LocalKubernetes;
import dev.schemamigration.testing.ClusterTest;
import dev.schemamigration.testing.ClusterTest.Environment;
import org.junit.jupiter.api.Test;

/** What a command says of a cluster in which the operator was never installed. */
@ClusterTest(Environment.OWN)
class MissingDefinitionKubeIT {
  @Test
  void itSaysThatTheKindIsNotInstalled(LocalKubernetes kubernetes) {
    var ended =
        schemactl(
            "compatible",
            "r1",
            "--resource",
            "orders",
            "--kubeconfig",
            kubernetes.adminKubeconfig().toString());

    assertThat(ended.requireEnd(3))
        .isEqualTo(
            "Not compatible with r1, which is not applied: the server doesn't have a resource type"
                + " \"schemamigrations\": the CustomResourceDefinition"
                + " schemamigrations.schemamigration.dev is not installed\n");
  }
}
