package dev.schemamigration.app;

import static org.assertj.core.api.Assertions.assertThat;

import dev.schemamigration.database.tracking.DatabaseOwner;
import dev.schemamigration.testing.Changelogs;
import dev.schemamigration.testing.Cluster;
import dev.schemamigration.testing.ClusterTest;
import dev.schemamigration.testing.Tenant;
import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a tenant who makes up the owner of a database learns about others: nothing. */
@ClusterTest
class ClusterOwnerDirectoryKubeIT {
  private final Cluster cluster;
  private final Tenant red;
  private final Tenant blue;
  private final KubernetesClient client;
  private final ClusterOwnerDirectory owners;

  ClusterOwnerDirectoryKubeIT(Cluster cluster, Tenant tenant) {
    this.cluster = cluster;
    red = tenant;
    blue = cluster.tenant();
    client =
        new KubernetesClientBuilder()
            .withConfig(Config.fromKubeconfig(cluster.kubeconfig().toFile()))
            .build();
    owners = new ClusterOwnerDirectory(client);
    for (var namespace : new Tenant[] {red, blue}) {
      namespace.apply("app", Map.of("operator", "none"), Changelogs.inline(Changelogs.linear(1)));
    }
  }

  @AfterEach
  void close() {
    client.close();
  }

  @Test
  void whatExistsElsewhereShowsOnlyToThoseWhoKnowItsUid() {
    assertThat(isGone(owner(blue, "app", uid(blue)))).isFalse();
    assertThat(isGone(owner(blue, "app", "guessed"))).isTrue();
    assertThat(isGone(owner(blue, "nothing", "guessed"))).isTrue();
    assertThat(isGone(new DatabaseOwner("c1", "no-namespace", "app", "guessed"))).isTrue();
  }

  @Test
  void inTheSameNamespaceTheNameCountsUntilTheResourceIsDeleted() {
    assertThat(isGone(owner(red, "app", "of-before-it-was-created-again"))).isFalse();
    assertThat(isGone(owner(red, "nothing", uid(red)))).isTrue();

    red.delete("app");

    assertThat(isGone(owner(red, "app", "any"))).isTrue();
  }

  @Test
  void nothingIsKnownOfOtherInstallations() {
    assertThat(isGone(new DatabaseOwner("c2", blue.namespace(), "nothing", "u"))).isFalse();
    assertThat(
            owners.isGone(
                new DatabaseOwner("", blue.namespace(), "nothing", "u"),
                new DatabaseOwner("", red.namespace(), "app", "u0")))
        .isFalse();
  }

  @Test
  void whatMayNotBeReadIsNotGone() {
    var kubeconfig = red.account("powerless");
    try (var powerless =
        new KubernetesClientBuilder()
            .withConfig(Config.fromKubeconfig(kubeconfig.toFile()))
            .build()) {
      assertThat(
              new ClusterOwnerDirectory(powerless)
                  .isGone(owner(blue, "nothing", "u"), owner(red, "app", "u0")))
          .isFalse();
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        ".",
        "..",
        "../../../../api/v1/namespaces/kube-system/secrets",
        "app/status",
        "app?watch=true",
        "app%2f..",
        "App",
        "-a",
        "a\n"
      })
  void whatIsNoNameIsNotAskedFor(String name) {
    assertThat(isGone(owner(blue, name, "u"))).isFalse();
    assertThat(isGone(new DatabaseOwner("c1", name, "app", "u"))).isFalse();
  }

  private boolean isGone(DatabaseOwner owner) {
    return owners.isGone(owner, owner(red, "app", "u0"));
  }

  private static DatabaseOwner owner(Tenant tenant, String name, String uid) {
    return new DatabaseOwner("c1", tenant.namespace(), name, uid);
  }

  private static String uid(Tenant tenant) {
    return tenant.get("app").at("/metadata/uid").asText("");
  }
}
