package dev.schemamigration.install;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Values by which a cluster's administrators fit the chart into what they have. */
class HelmValuesTest {
  private static final String DIGEST = "sha256:" + "0123456789abcdef".repeat(4);

  @Test
  void anotherNameIsThatOfAllObjects() {
    var named = Chart.render(Map.of("fullnameOverride", "migrations", "nameOverride", "schema"));

    var deployment = named.the("Deployment", "migrations");
    assertThat(deployment.at("/spec/selector/matchLabels/app.kubernetes.io~1name").asText())
        .isEqualTo("schema");
    assertThat(named.the("Service", "migrations").at("/spec/selector"))
        .isEqualTo(deployment.at("/spec/selector/matchLabels"));
    assertThat(
            Chart.render(Map.of("nameOverride", "changes"))
                .the("Deployment", Chart.RELEASE + "-changes")
                .isMissingNode())
        .isFalse();
  }

  @Test
  void commonLabelsAreOnAllObjectsAndOnThePods() {
    var values = everything();
    values.put("commonLabels.team", "platform");
    var rendered = Chart.render(values);

    for (var kind : rendered.kinds()) {
      assertThat(rendered.ofKind(kind))
          .allSatisfy(
              it ->
                  assertThat(it.at("/metadata/labels/team").asText())
                      .as(kind)
                      .isEqualTo("platform"));
    }
    assertThat(deployment(values).at("/spec/template/metadata/labels/team").asText())
        .isEqualTo("platform");
    assertThat(deployment(values).at("/spec/selector/matchLabels/team").isMissingNode()).isTrue();
  }

  @Test
  void theImageIsNamedByRegistryTagAndDigest() {
    assertThat(image(Map.of())).matches("schema-migration-operator:\\d+\\.\\d+\\.\\d+");
    assertThat(image(Map.of("image.registry", "registry.example:5000/team", "image.tag", "v1")))
        .isEqualTo("registry.example:5000/team/schema-migration-operator:v1");
    assertThat(image(Map.of("image.digest", DIGEST)))
        .isEqualTo("schema-migration-operator@" + DIGEST);
    assertThat(image(Map.of("image.digest", DIGEST, "image.tag", "v1")))
        .isEqualTo("schema-migration-operator:v1@" + DIGEST);
    assertThatThrownBy(() -> Chart.template(Map.of("image.digest", "sha256:1")))
        .hasMessageContaining("digest");
  }

  /** Its restricted-v2 takes a pod that leaves the numbers to it. */
  @Test
  void openShiftCanGiveTheNumbersOfUserAndGroup() {
    var pod =
        deployment(
            Map.of(
                "podSecurityContext.runAsUser", "null",
                "podSecurityContext.runAsGroup", "null",
                "podSecurityContext.fsGroup", "null"));

    assertThat(pod.at("/spec/template/spec/securityContext").properties())
        .extracting(Map.Entry::getKey)
        .containsExactlyInAnyOrder("runAsNonRoot", "seccompProfile");
    assertThat(
            pod.at("/spec/template/spec/containers/0/securityContext/readOnlyRootFilesystem")
                .asBoolean())
        .isTrue();
  }

  @Test
  void rolesCanBeMadeElsewhere() {
    for (var scope : List.of("cluster", "namespace")) {
      assertThat(Chart.render(Map.of("rbac.create", "false", "rbac.scope", scope)).kinds())
          .containsExactlyInAnyOrder("ServiceAccount", "Service", "Deployment");
    }
  }

  @Test
  void aDrainOfNodesTakesAsManyPodsAsItMay() {
    assertThat(Chart.render(Map.of()).ofKind("PodDisruptionBudget")).isEmpty();

    var budget = budget(Map.of("podDisruptionBudget.enabled", "true"));
    assertThat(budget.at("/spec/maxUnavailable").asInt()).isEqualTo(1);
    assertThat(budget.at("/spec/selector")).isEqualTo(deployment(Map.of()).at("/spec/selector"));

    var atLeast =
        budget(
            Map.of("podDisruptionBudget.enabled", "true", "podDisruptionBudget.minAvailable", "1"));
    assertThat(atLeast.at("/spec/minAvailable").asInt()).isEqualTo(1);
    assertThat(atLeast.at("/spec/maxUnavailable").isMissingNode()).isTrue();
  }

  @Test
  void aNetworkPolicyOpensHealthAndMetricsOnly() {
    assertThat(Chart.render(Map.of()).ofKind("NetworkPolicy")).isEmpty();

    var open = policy(Map.of("networkPolicy.enabled", "true"));
    assertThat(open.at("/spec/policyTypes")).hasSize(1);
    assertThat(open.at("/spec/ingress/0/ports/0/port").asText()).isEqualTo("http");
    assertThat(open.at("/spec/ingress/0/from").isMissingNode()).isTrue();
    assertThat(open.at("/spec/podSelector")).isEqualTo(deployment(Map.of()).at("/spec/selector"));

    var closed =
        policy(
            Map.of(
                "networkPolicy.enabled", "true",
                "networkPolicy.ingressFrom[0].namespaceSelector.matchLabels.team", "monitoring",
                "networkPolicy.egress[0].ports[0].port", "5432"));
    assertThat(closed.at("/spec/policyTypes")).hasSize(2);
    assertThat(closed.at("/spec/ingress/0/from/0/namespaceSelector/matchLabels/team").asText())
        .isEqualTo("monitoring");
    assertThat(closed.at("/spec/egress/0/ports/0/port").asInt()).isEqualTo(5432);
  }

  @Test
  void aPodMonitorScrapesWithoutTheService() {
    var rendered =
        Chart.render(Map.of("podMonitor.enabled", "true", "podMonitor.labels.release", "them"));

    var monitor = rendered.the("PodMonitor", Chart.RELEASE);
    assertThat(monitor.at("/spec/podMetricsEndpoints/0/path").asText()).isEqualTo("/q/metrics");
    assertThat(monitor.at("/metadata/labels/release").asText()).isEqualTo("them");
    assertThat(monitor.at("/spec/selector")).isEqualTo(deployment(Map.of()).at("/spec/selector"));
  }

  @Test
  void theDeploymentTakesWhatElseAClusterAsksFor() {
    var deployment =
        deployment(
            Map.of(
                "strategy.type", "Recreate",
                "revisionHistoryLimit", "2",
                "deploymentAnnotations.owner", "platform",
                "serviceAccount.labels.azure", "true",
                "envFrom[0].configMapRef.name", "proxy"));

    assertThat(deployment.at("/spec/strategy/type").asText()).isEqualTo("Recreate");
    assertThat(deployment.at("/spec/revisionHistoryLimit").asInt()).isEqualTo(2);
    assertThat(deployment.at("/metadata/annotations/owner").asText()).isEqualTo("platform");
    assertThat(
            deployment.at("/spec/template/spec/containers/0/envFrom/0/configMapRef/name").asText())
        .isEqualTo("proxy");
    assertThat(deployment(Map.of()).at("/spec/revisionHistoryLimit").isMissingNode()).isTrue();
    assertThat(
            Chart.render(Map.of("serviceAccount.labels.cloud", "yes-please"))
                .the("ServiceAccount", Chart.RELEASE)
                .at("/metadata/labels/cloud")
                .asText())
        .isEqualTo("yes-please");
  }

  /** All that is off by itself. */
  private static Map<String, Object> everything() {
    return new HashMap<>(
        Map.of(
            "serviceMonitor.enabled", "true",
            "podMonitor.enabled", "true",
            "prometheusRule.enabled", "true",
            "podDisruptionBudget.enabled", "true",
            "networkPolicy.enabled", "true"));
  }

  private static JsonNode deployment(Map<String, Object> values) {
    return Chart.render(values).ofKind("Deployment").getFirst();
  }

  private static String image(Map<String, Object> values) {
    return deployment(values).at("/spec/template/spec/containers/0/image").asText();
  }

  private static JsonNode budget(Map<String, Object> values) {
    return Chart.render(values).the("PodDisruptionBudget", Chart.RELEASE);
  }

  private static JsonNode policy(Map<String, Object> values) {
    return Chart.render(values).the("NetworkPolicy", Chart.RELEASE);
  }
}
