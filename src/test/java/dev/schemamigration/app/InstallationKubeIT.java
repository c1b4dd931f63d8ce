package dev.schemamigration.app;

import static org.assertj.core.api.Assertions.assertThat;

import dev.schemamigration.testing.Cluster;
import dev.schemamigration.testing.ClusterTest;
import dev.schemamigration.testing.Tenant;
import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** An installation is known by as much as the rights of the operator allow. */
@ClusterTest
class InstallationKubeIT {
  private final Cluster cluster;
  private final Tenant tenant;
  private Instant now = Instant.parse("2026-03-01T12:00:00Z");
  private final InstantSource clock = () -> now;

  InstallationKubeIT(Cluster cluster, Tenant tenant) {
    this.cluster = cluster;
    this.tenant = tenant;
  }

  @Test
  void theClusterIsKnownByItsSystemNamespace() {
    try (var client = client(cluster.kubeconfig())) {
      assertThat(new Installation(Optional.of(tenant.namespace()), client, clock).get())
          .isEqualTo(uid("kube-system"));
    }
  }

  @Test
  void withoutTheRightToThatTheOperatorsOwnNamespaceCounts() {
    grant("view", "--verb=get", "--resource=namespaces");
    try (var client = client(tenant.account("operator"))) {
      assertThat(new Installation(Optional.of(tenant.namespace()), client, clock).get())
          .isEqualTo(uid(tenant.namespace()));
    }
  }

  @Test
  void withoutAnyRightItIsUnknown() {
    try (var client = client(tenant.account("operator"))) {
      assertThat(new Installation(Optional.of(tenant.namespace()), client, clock).get()).isEmpty();
      assertThat(new Installation(Optional.empty(), client, clock).get()).isEmpty();
    }
  }

  @Test
  void aRightThatIsGrantedLaterIsNoticedWithoutARestart() {
    try (var client = client(tenant.account("operator"))) {
      var installation = new Installation(Optional.of(tenant.namespace()), client, clock);
      assertThat(installation.get()).isEmpty();
      grant("view", "--verb=get", "--resource=namespaces");

      assertThat(installation.get()).as("within the minute nothing is asked").isEmpty();
      now = now.plusSeconds(60);
      assertThat(installation.get()).isEqualTo(uid(tenant.namespace()));
    }
  }

  private void grant(String role, String verb, String resource) {
    var kubernetes = cluster.kubernetes();
    kubernetes.kubectl("create", "role", role, verb, resource, "-n", tenant.namespace()).orThrow();
    kubernetes
        .kubectl(
            "create",
            "rolebinding",
            role,
            "--role=" + role,
            "--serviceaccount=" + tenant.namespace() + ":operator",
            "-n",
            tenant.namespace())
        .orThrow();
  }

  private String uid(String namespace) {
    return cluster.client().namespaces().withName(namespace).get().getMetadata().getUid();
  }

  private static KubernetesClient client(Path kubeconfig) {
    return new KubernetesClientBuilder()
        .withConfig(Config.fromKubeconfig(kubeconfig.toFile()))
        .build();
  }
}
