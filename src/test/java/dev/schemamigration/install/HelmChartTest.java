package dev.schemamigration.install;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import dev.schemamigration.app.SettingNames;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;

class HelmChartTest {

  @Test
  void theStrictLintFindsNothing() {
    var lint = Chart.helm().lint().strict().call();

    assertThat(lint.isFailed()).as(String.join("\n", lint.getMessages())).isFalse();
  }

  @Test
  void withoutValuesOneOperatorLooksAtTheWholeCluster() {
    var rendered = Chart.render(Map.of());

    assertThat(rendered.kinds())
        .containsExactlyInAnyOrder(
            "ServiceAccount",
            "ClusterRole",
            "ClusterRoleBinding",
            "Role",
            "RoleBinding",
            "Service",
            "Deployment");
    assertThat(environment(rendered, "SCHEMA_MIGRATION_WATCH_NAMESPACES").isMissingNode()).isTrue();
    assertThat(environment(rendered, "DATABASE_URL").isMissingNode()).isTrue();
  }

  @Test
  void theNamespacedScopeHasNoClusterWideRight() {
    var rendered = Chart.render(Map.of("rbac.scope", "namespace"));

    assertThat(rendered.kinds()).doesNotContain("ClusterRole", "ClusterRoleBinding");
    assertThat(environment(rendered, "SCHEMA_MIGRATION_WATCH_NAMESPACES").path("value").asText())
        .isEqualTo(Chart.NAMESPACE);
    assertThat(rendered.the("Role", Chart.RELEASE).at("/metadata/namespace").asText())
        .isEqualTo(Chart.NAMESPACE);
  }

  @Test
  void everyWatchedNamespaceGetsARoleThatIsBoundToTheOperator() {
    var rendered =
        Chart.render(
            Map.of(
                "rbac.scope",
                "namespace",
                "watchNamespaces[0]",
                "orders",
                "watchNamespaces[1]",
                "billing"));

    assertThat(
            rendered.ofKind("RoleBinding").stream()
                .filter(binding -> binding.at("/roleRef/name").asText().equals(Chart.RELEASE))
                .map(binding -> binding.at("/metadata/namespace").asText()))
        .containsExactlyInAnyOrder("orders", "billing");
    assertThat(rendered.ofKind("RoleBinding"))
        .allSatisfy(
            binding ->
                assertThat(binding.at("/subjects/0/namespace").asText())
                    .isEqualTo(Chart.NAMESPACE));
    assertThat(environment(rendered, "SCHEMA_MIGRATION_WATCH_NAMESPACES").path("value").asText())
        .isEqualTo("orders,billing");
  }

  @Test
  void theDefaultDatabaseComesFromASecret() {
    var rendered = Chart.render(Map.of("databaseSecret.name", "app-db"));

    var reference = environment(rendered, "DATABASE_URL").at("/valueFrom/secretKeyRef");
    assertThat(reference.path("name").asText()).isEqualTo("app-db");
    assertThat(reference.path("key").asText()).isEqualTo("DATABASE_URL");
    assertThat(environment(rendered, "SCHEMA_MIGRATION_DATABASE_NAMESPACES").isMissingNode())
        .isTrue();
  }

  @Test
  void theNamespacesThatMayUseTheDefaultDatabaseAreListedByName() {
    var rendered =
        Chart.render(
            Map.of(
                "databaseSecret.name",
                "app-db",
                "databaseSecret.namespaces[0]",
                "orders",
                "databaseSecret.namespaces[1]",
                "billing"));

    assertThat(environment(rendered, "SCHEMA_MIGRATION_DATABASE_NAMESPACES").path("value").asText())
        .isEqualTo("orders,billing");
    assertThatThrownBy(() -> Chart.template(Map.of("databaseSecret.namespaces[0]", "*")))
        .hasMessageContaining("namespaces");
  }

  @Test
  void theTerminationGracePeriodOutlastsTheGraceOfARunningRevision() {
    var rendered = Chart.render(Map.of("grace", "120s"));

    assertThat(pod(rendered).path("terminationGracePeriodSeconds").asInt()).isEqualTo(135);
    assertThat(environment(rendered, "SCHEMA_MIGRATION_GRACE").path("value").asText())
        .isEqualTo("120s");
  }

  @Test
  void aServiceMonitorIsOnlyThereWhenAskedFor() {
    var rendered =
        Chart.render(
            Map.of(
                "serviceMonitor.enabled", "true", "serviceMonitor.labels.release", "prometheus"));

    var monitor = rendered.the("ServiceMonitor", Chart.RELEASE);
    assertThat(monitor.at("/spec/endpoints/0/path").asText()).isEqualTo("/q/metrics");
    assertThat(monitor.at("/metadata/labels/release").asText()).isEqualTo("prometheus");
    assertThat(Chart.render(Map.of()).ofKind("ServiceMonitor")).isEmpty();
  }

  @Test
  void aReleaseOfAnotherNameRenamesEveryReference() {
    var rendered =
        Manifests.parse(
            Chart.helm()
                .template()
                .withName("blue")
                .withNamespace("somewhere")
                .withKubeVersion(Chart.KUBERNETES)
                .call());

    var name = "blue-schema-migration-operator";
    assertThat(
            environment(pod(rendered, name), "SCHEMA_MIGRATION_LEASE_NAME").path("value").asText())
        .isEqualTo(name);
    assertThat(pod(rendered, name).path("serviceAccountName").asText()).isEqualTo(name);
    assertThat(rendered.the("ClusterRoleBinding", name).at("/roleRef/name").asText())
        .isEqualTo(name);
    assertThat(rendered.the("ClusterRoleBinding", name).at("/subjects/0/name").asText())
        .isEqualTo(name);
    assertThat(rendered.the("RoleBinding", name + "-leader").at("/subjects/0/namespace").asText())
        .isEqualTo("somewhere");
  }

  /**
   * Where nothing is set the chart says what the operator takes by itself, as in {@code deploy}.
   */
  @Test
  void theLeaseIsThatOfTheReleaseAndItsTimesAreValues() {
    var rendered = Chart.render(Map.of());
    assertThat(lease(rendered)).containsExactly(Chart.RELEASE, "10s", "7s", "1s");
    assertThat(lease(rendered))
        .containsExactly(
            Stream.of("leaseName", "leaseDuration", "leaseRenewDeadline", "leaseRetryPeriod")
                .map(SettingNames::defaultOf)
                .toArray(String[]::new));

    assertThat(
            lease(
                Chart.render(
                    Map.of(
                        "lease.name", "theirs",
                        "lease.duration", "15s",
                        "lease.renewDeadline", "10s",
                        "lease.retryPeriod", "2500ms"))))
        .containsExactly("theirs", "15s", "10s", "2500ms");
    assertThat(lease(Chart.render(Map.of("leaderElection", "false")))).containsOnly("");
    assertThatThrownBy(() -> Chart.template(Map.of("lease.duration", "1500ms")))
        .hasMessageContaining("duration");
  }

  private static List<String> lease(Manifests rendered) {
    return Stream.of("NAME", "DURATION", "RENEW_DEADLINE", "RETRY_PERIOD")
        .map(it -> environment(rendered, "SCHEMA_MIGRATION_LEASE_" + it).path("value").asText())
        .toList();
  }

  @Test
  void anotherServiceAccountIsUsedButNotCreated() {
    var rendered =
        Chart.render(Map.of("serviceAccount.create", "false", "serviceAccount.name", "theirs"));

    assertThat(rendered.ofKind("ServiceAccount")).isEmpty();
    assertThat(pod(rendered).path("serviceAccountName").asText()).isEqualTo("theirs");
    assertThat(rendered.the("ClusterRoleBinding", Chart.RELEASE).at("/subjects/0/name").asText())
        .isEqualTo("theirs");
  }

  @Test
  void severalReplicasWithoutALeaderElectionAreRefused() {
    assertThatThrownBy(() -> Chart.template(Map.of("replicas", "2", "leaderElection", "false")))
        .hasMessageContaining("replicas: more than one operator needs leaderElection: true");
  }

  @Test
  void valuesThatTheChartDoesNotKnowAreRefused() {
    assertThatThrownBy(() -> Chart.template(Map.of("rbac.scope", "galaxy")))
        .hasMessageContaining("scope");
    assertThatThrownBy(() -> Chart.template(Map.of("replcas", "2")))
        .hasMessageContaining("replcas");
  }

  private static JsonNode pod(Manifests rendered) {
    return pod(rendered, Chart.RELEASE);
  }

  private static JsonNode pod(Manifests rendered, String deployment) {
    return rendered.the("Deployment", deployment).at("/spec/template/spec");
  }

  /** The variable of the operator's container, a missing node if it has none of this name. */
  private static JsonNode environment(Manifests rendered, String name) {
    return environment(pod(rendered), name);
  }

  private static JsonNode environment(JsonNode pod, String name) {
    return StreamSupport.stream(pod.at("/containers/0/env").spliterator(), false)
        .filter(variable -> variable.path("name").asText().equals(name))
        .findFirst()
        .orElseGet(() -> pod.path("no such variable"));
  }
}
