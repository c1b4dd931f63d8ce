package dev.schemamigration.install;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;

/** Verifies that values which are written in two places agree. */
class InstallDriftTest {
  private static final Manifests CLUSTER = Manifests.read("deploy/rbac/cluster/operator.yaml");
  private static final Manifests USERS = Manifests.read("deploy/rbac/cluster/users.yaml");
  private static final Manifests NAMESPACED =
      Manifests.read("deploy/rbac/namespaced/operator.yaml");
  private static final Manifests CLUSTER_INSTALLATION =
      Manifests.read("deploy/rbac/cluster/installation.yaml");
  private static final Manifests NAMESPACED_INSTALLATION =
      Manifests.read("deploy/rbac/namespaced/installation.yaml");
  private static final Manifests LEADER = Manifests.read("deploy/operator/leader-election.yaml");
  private static final Manifests CHART = Chart.render(Map.of());

  @Test
  void theNamespacedRoleAllowsWhatTheClusterRoleAllows() {
    assertThat(rules(NAMESPACED.the("Role", Chart.RELEASE)))
        .isEqualTo(rules(CLUSTER.the("ClusterRole", Chart.RELEASE)));
  }

  @Test
  void theChartsRolesAllowWhatTheManifestsRolesAllow() {
    var namespaced = Chart.render(Map.of("rbac.scope", "namespace"));

    assertThat(rules(CHART.the("ClusterRole", Chart.RELEASE)))
        .isEqualTo(rules(CLUSTER.the("ClusterRole", Chart.RELEASE)));
    assertThat(rules(namespaced.the("Role", Chart.RELEASE)))
        .isEqualTo(rules(NAMESPACED.the("Role", Chart.RELEASE)));
    assertThat(rules(CHART.the("Role", Chart.RELEASE + "-leader")))
        .isEqualTo(rules(LEADER.the("Role", Chart.RELEASE + "-leader")));
    assertThat(rules(CHART.the("ClusterRole", Chart.RELEASE + "-installation")))
        .isEqualTo(rules(CLUSTER_INSTALLATION.the("ClusterRole", Chart.RELEASE + "-installation")));
    assertThat(rules(namespaced.the("Role", Chart.RELEASE + "-installation")))
        .isEqualTo(rules(NAMESPACED_INSTALLATION.the("Role", Chart.RELEASE + "-installation")));
    for (var right : new String[] {"view", "edit"}) {
      var ours = USERS.the("ClusterRole", "schema-migration-" + right);
      var charts = CHART.the("ClusterRole", Chart.RELEASE + "-" + right);
      var label = "rbac.authorization.k8s.io/aggregate-to-" + right;
      assertThat(rules(charts)).isEqualTo(rules(ours));
      assertThat(ours.at("/metadata/labels").path(label).asText()).isEqualTo("true");
      assertThat(charts.at("/metadata/labels").path(label).asText()).isEqualTo("true");
    }
  }

  @Test
  void theOperatorMayNotWriteWhatBelongsToGitAndNotReadMoreThanItNeeds() {
    var verbs =
        StreamSupport.stream(rules(CLUSTER.the("ClusterRole", Chart.RELEASE)).spliterator(), false)
            .collect(
                Collectors.toMap(
                    rule -> rule.path("resources").toString(),
                    rule -> rule.path("verbs").toString(),
                    String::concat,
                    TreeMap::new));

    assertThat(verbs)
        .containsExactly(
            Map.entry("[\"configmaps\",\"secrets\"]", "[\"get\",\"list\",\"watch\"]"),
            Map.entry("[\"events\"]", "[\"create\",\"patch\"]"),
            Map.entry("[\"schemamigrations\"]", "[\"get\",\"list\",\"watch\"]"),
            Map.entry("[\"schemamigrations/status\"]", "[\"get\",\"patch\",\"update\"]"));
  }

  @Test
  void theChartsPodIsTheManifestsPod() {
    var manifests = Manifests.read("deploy/operator/deployment.yaml");

    assertThat(comparable(CHART.the("Deployment", Chart.RELEASE)))
        .isEqualTo(comparable(manifests.the("Deployment", Chart.RELEASE)));
  }

  @Test
  void theChartShipsTheResourceDefinition() throws IOException {
    assertThat(resourceDefinitions(Chart.FOLDER.resolve("crds")))
        .isNotEmpty()
        .isEqualTo(resourceDefinitions(Path.of("crds")));
  }

  @Test
  void everythingNamesTheSameVersion() {
    var version =
        firstGroup(
            "<artifactId>schema-migration-operator</artifactId>\\s*<version>(.+?)<", "pom.xml");

    assertThat(firstGroup("(?m)^version: (.+)$", Chart.FOLDER + "/Chart.yaml")).isEqualTo(version);
    assertThat(firstGroup("(?m)^appVersion: (.+)$", Chart.FOLDER + "/Chart.yaml"))
        .isEqualTo(version);
    assertThat(firstGroup("newTag: (.+)", "deploy/operator/kustomization.yaml")).isEqualTo(version);
    assertThat(firstGroup("build -t schema-migration-operator:(\\S+)", "Containerfile"))
        .isEqualTo(version);
  }

  @Test
  void bothWaysToAnImageStartTheSameProgram() {
    var containerfile = Manifests.text(Path.of("Containerfile"));
    var pom = Manifests.text(Path.of("pom.xml"));

    assertThat(
            words(
                firstGroup("(?s)ENTRYPOINT (\\[.*?])", containerfile, "Containerfile"),
                "\"(.*?)\""))
        .isEqualTo(
            words(firstGroup("(?s)<entrypoint>(.*?)</entrypoint>", pom, "pom"), "<arg>(.*?)<"))
        .endsWith("/app/quarkus-run.jar");
    assertThat(words(firstGroup("(?m)^CMD (\\[.*?])", containerfile, "Containerfile"), "\"(.*?)\""))
        .isEqualTo(words(firstGroup("(?s)<args>(.*?)</args>", pom, "pom"), "<arg>(.*?)<"))
        .containsExactly("operator");
    assertThat(firstGroup("(?m)^FROM (.+)$", containerfile, "Containerfile"))
        .isEqualTo(firstGroup("<image.base>(.*?)<", pom, "pom"));
    assertThat(firstGroup("(?m)^USER (.+)$", containerfile, "Containerfile"))
        .isEqualTo(firstGroup("<user>(.*?)<", pom, "pom"))
        .startsWith(
            CHART
                .the("Deployment", Chart.RELEASE)
                .at("/spec/template/spec/securityContext/runAsUser")
                .asText());
  }

  @Test
  void bothWaysToAnImageDivideTheMemoryInTheSameWay() {
    var containerfile = Manifests.text(Path.of("Containerfile"));
    var pom = Manifests.text(Path.of("pom.xml"));
    var flags = Manifests.text(Path.of("src/main/jib/app/jvm.flags"));

    assertThat(containerfile).contains("COPY --chown=0:0 src/main/jib/app/ /app/\n");
    assertThat(Manifests.text(Path.of(".dockerignore"))).contains("!src/main/jib/app\n");
    assertThat(pom)
        .containsPattern(
            "<from>\\$\\{project.basedir}/src/main/jib/app</from>\\s*<into>/app</into>");
    assertThat(words(containerfile, "(?m)^ENV (\\w+=\\S+)$"))
        .containsExactly(
            "MALLOC_ARENA_MAX="
                + firstGroup("<MALLOC_ARENA_MAX>(.*?)</MALLOC_ARENA_MAX>", pom, "pom"));
    assertThat(words(firstGroup("(?s)<environment>(.*?)</environment>", pom, "pom"), "<(\\w+)>"))
        .containsExactly("MALLOC_ARENA_MAX");
    assertThat(
            CHART
                    .the("Deployment", Chart.RELEASE)
                    .at("/spec/template/spec/containers/0/resources/limits/memory")
                    .asText()
                + "B")
        .isEqualTo(firstGroup("limit of (\\d+) MiB", flags, "jvm.flags") + "MiB");
  }

  private static JsonNode rules(JsonNode role) {
    assertThat(role.path("rules").isEmpty()).isFalse();
    return role.path("rules");
  }

  /** The pod without what a user of the chart sets: image, settings and the default database. */
  private static JsonNode comparable(JsonNode deployment) {
    var pod = (ObjectNode) deployment.at("/spec/template/spec").deepCopy();
    var container = (ObjectNode) pod.at("/containers/0");
    assertThat(container.path("image").asText()).startsWith("schema-migration-operator");
    container.remove("image");
    container.remove("imagePullPolicy");
    container.remove("env");
    return pod;
  }

  private static Map<String, String> resourceDefinitions(Path folder) throws IOException {
    try (var files = Files.list(folder)) {
      return files
          .filter(file -> file.toString().endsWith(".yml"))
          .collect(Collectors.toMap(file -> file.getFileName().toString(), Manifests::text));
    }
  }

  private static String firstGroup(String pattern, String file) {
    return firstGroup(pattern, Manifests.text(Path.of(file)), file);
  }

  private static String firstGroup(String pattern, String text, String where) {
    var matcher = Pattern.compile(pattern).matcher(text);
    assertThat(matcher.find()).as("%s has %s", where, pattern).isTrue();
    return matcher.group(1);
  }

  private static List<String> words(String text, String pattern) {
    return Pattern.compile(pattern).matcher(text).results().map(match -> match.group(1)).toList();
  }
}
