package dev.schemamigration.install;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.marcnuri.helm.Helm;
import dev.schemamigration.local.LocalKubernetes;
import dev.schemamigration.local.ProcessResult;
import dev.schemamigration.testing.ClusterTest;
import dev.schemamigration.testing.ClusterTest.Environment;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Installs the shipped manifests and the chart in a cluster. */
@ClusterTest(Environment.OWN)
class InstallKubeIT {
  private static LocalKubernetes kubernetes;

  @BeforeAll
  static void installForTheWholeCluster(LocalKubernetes own) {
    kubernetes = own;
    var installed = kubernetes.kubectl("apply", "-k", "deploy").orThrow();
    assertThat(installed.err()).as("warnings").isEmpty();
  }

  @Test
  void theDefinitionIsEstablished() {
    kubernetes
        .kubectl(
            "wait",
            "--for=condition=Established",
            "--timeout=30s",
            "crd/schemamigrations.schemamigration.dev")
        .orThrow();
  }

  @Test
  void thePodIsAdmittedByTheRestrictedStandard() {
    var pod = pod(Manifests.read("deploy/operator/deployment.yaml"));

    assertThat(admit(pod).err()).isEmpty();
  }

  @Test
  void theRestrictedStandardIsReallyEnforced() {
    var pod = pod(Manifests.read("deploy/operator/deployment.yaml"));
    ((ObjectNode) pod.at("/spec/containers/0/securityContext")).remove("capabilities");

    assertThat(admit(pod).err())
        .contains("violates PodSecurity \"restricted:latest\": unrestricted capabilities");
  }

  @ParameterizedTest
  @CsvSource(
      value = {
        "rbac.scope, namespace",
        "leaderElection, false",
        "databaseSecret.name, app-db",
        "selector, tier=gold",
        "podAnnotations.team, payments",
        "watchNamespaces[0], default",
      })
  void theChartsPodIsAdmittedWhateverTheValues(String key, String value) {
    var pod = pod(Chart.render(Map.of(key, value)));

    assertThat(admit(pod).err()).isEmpty();
  }

  @Test
  void whatIsOffByItselfInTheChartIsAcceptedToo(@TempDir Path folder) throws IOException {
    var file =
        Files.writeString(
            folder.resolve("chart.yaml"),
            Chart.helm()
                .template()
                .withName("optional")
                .withNamespace("default")
                .withKubeVersion(Chart.KUBERNETES)
                .set("commonLabels.team", "platform")
                .set("podDisruptionBudget.enabled", "true")
                .set("networkPolicy.enabled", "true")
                .set("networkPolicy.egress[0].ports[0].port", "5432")
                .call());

    var applied =
        kubernetes
            .kubectl("apply", "--dry-run=server", "--validate=strict", "-f", file.toString())
            .orThrow();

    assertThat(applied.err()).as("warnings").isEmpty();
    assertThat(applied.out())
        .contains("poddisruptionbudget.policy/", "networkpolicy.networking.k8s.io/");
  }

  @Test
  void theChartInstallsAndIsRemoved() {
    kubernetes.kubectl("create", "namespace", "charted").orThrow();

    Chart.helm()
        .install()
        .withName("charted")
        .withNamespace("charted")
        .skipCrds()
        .withKubeConfig(kubernetes.adminKubeconfig())
        .call();

    assertThat(names("deployments,services,serviceaccounts,roles,rolebindings", "charted"))
        .isEqualTo(
            """
            deployment.apps/charted-schema-migration-operator
            service/charted-schema-migration-operator
            serviceaccount/charted-schema-migration-operator
            role.rbac.authorization.k8s.io/charted-schema-migration-operator-leader
            rolebinding.rbac.authorization.k8s.io/charted-schema-migration-operator-leader
            """);
    assertThat(may("charted", "charted-schema-migration-operator", "list", "secrets", "default"))
        .isTrue();

    Helm.uninstall("charted")
        .withNamespace("charted")
        .withKubeConfig(kubernetes.adminKubeconfig())
        .call();

    assertThat(names("deployments,services,roles", "charted")).isEmpty();
    assertThat(may("charted", "charted-schema-migration-operator", "list", "secrets", "default"))
        .isFalse();
  }

  @ParameterizedTest
  @CsvSource({
    "watch, schemamigrations.schemamigration.dev, default, true",
    "patch, schemamigrations.schemamigration.dev/status, default, true",
    "get, secrets, default, true",
    "watch, configmaps, kube-system, true",
    "create, events.events.k8s.io, default, true",
    "create, leases.coordination.k8s.io, schema-migration-system, true",
    "create, leases.coordination.k8s.io, default, false",
    "get, leases.coordination.k8s.io, default, true",
    "patch, leases.coordination.k8s.io, default, false",
    "update, schemamigrations.schemamigration.dev, default, false",
    "delete, schemamigrations.schemamigration.dev, default, false",
    "create, secrets, default, false",
    "update, configmaps, default, false",
    "get, pods, default, false",
    "list, namespaces, default, false",
    "get, customresourcedefinitions.apiextensions.k8s.io, default, false",
  })
  void theOperatorMayDoWhatItNeedsAndNothingElse(
      String verb, String resource, String namespace, boolean allowed) {
    assertThat(may("schema-migration-system", Chart.RELEASE, verb, resource, namespace))
        .isEqualTo(allowed);
  }

  @Test
  void theNamespacedVariantSeesItsNamespaceOnly() {
    var installed = kubernetes.kubectl("apply", "-k", "deploy/namespaced").orThrow();

    assertThat(installed.err()).as("warnings").isEmpty();
    assertThat(may("default", Chart.RELEASE, "watch", "schemamigrations", "default")).isTrue();
    assertThat(may("default", Chart.RELEASE, "get", "secrets", "default")).isTrue();
    assertThat(may("default", Chart.RELEASE, "update", "leases", "default")).isTrue();
    assertThat(may("default", Chart.RELEASE, "watch", "schemamigrations", "kube-system")).isFalse();
    assertThat(may("default", Chart.RELEASE, "get", "secrets", "kube-system")).isFalse();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "database-secret.yaml",
        "spot-optimizer.yaml",
        "orders.yaml",
        "orders-broken.yaml",
        "orders-fixed.yaml",
        "orders-app.yaml",
        "orders-sync-wave.yaml"
      })
  void everyExampleIsAccepted(String file) {
    var applied =
        kubernetes
            .kubectl(
                "apply", "--dry-run=server", "--validate=strict", "-f", "deploy/examples/" + file)
            .orThrow();

    assertThat(applied.err()).as("warnings").isEmpty();
  }

  private static boolean may(
      String accountNamespace, String account, String verb, String resource, String namespace) {
    var parts = resource.split("/");
    var answer =
        kubernetes.kubectl(
            "auth",
            "can-i",
            verb,
            parts[0],
            "--subresource=" + (parts.length > 1 ? parts[1] : ""),
            "-n",
            namespace,
            "--as=system:serviceaccount:" + accountNamespace + ":" + account);
    assertThat(answer.out().strip()).as(answer.err()).isIn("yes", "no");
    return answer.out().startsWith("yes");
  }

  private static String names(String kinds, String namespace) {
    return kubernetes.kubectl("get", kinds, "-n", namespace, "-o", "name").orThrow().out();
  }

  private static ObjectNode pod(Manifests manifests) {
    var template =
        (ObjectNode) manifests.the("Deployment", Chart.RELEASE).at("/spec/template").deepCopy();
    template.put("apiVersion", "v1").put("kind", "Pod");
    ((ObjectNode) template.path("metadata")).put("name", "admitted");
    return template;
  }

  /** Creates the pod in the namespace that enforces the standard, as a dry run of the server. */
  private static ProcessResult admit(JsonNode pod) {
    try {
      return kubernetes.kubectlWithInput(
          new ObjectMapper().writeValueAsString(pod),
          "create",
          "--dry-run=server",
          "-n",
          "schema-migration-system",
          "-f",
          "-");
    } catch (JsonProcessingException e) {
      throw new IllegalStateException(e);
    }
  }
}
