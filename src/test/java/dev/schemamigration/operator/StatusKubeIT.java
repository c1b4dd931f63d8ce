package dev.schemamigration.operator;

import static dev.schemamigration.testing.Changelogs.linear;
import static dev.schemamigration.testing.Tenant.DATABASE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import dev.schemamigration.testing.Changelogs;
import dev.schemamigration.testing.Cluster;
import dev.schemamigration.testing.ClusterTest;
import dev.schemamigration.testing.ClusterTest.Environment;
import dev.schemamigration.testing.Kstatus;
import dev.schemamigration.testing.OpenTransaction;
import dev.schemamigration.testing.StatusHistory;
import dev.schemamigration.testing.Tenant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** The status keeps up with what a resource names and with what its annotations ask for. */
@ClusterTest(Environment.OPERATOR)
class StatusKubeIT {
  private static final String SPEC = DATABASE + "source: {configMaps: [{name: migrations}]}\n";

  private final Cluster cluster;
  private final Tenant tenant;

  StatusKubeIT(Cluster cluster, Tenant tenant) {
    this.cluster = cluster;
    this.tenant = tenant.withDatabaseSecret();
  }

  @Test
  void theSourceIsTheOneThatWasRead() {
    tenant.configMap("migrations", linear(1));
    tenant.apply("app", SPEC);
    tenant.awaitReady("app", "r1");

    var source = tenant.get("app").at("/status/source");

    assertThat(source.path("kind").asText()).isEqualTo("ConfigMap");
    assertThat(source.path("revision").asText()).isEqualTo("migrations@" + version("migrations"));
    assertThat(source.path("digest").asText()).matches("sha256:[0-9a-f]{64}");
  }

  @Test
  void anEditOfTheConfigMapIsInProgressBeforeItsResultIsThere() {
    tenant.configMap("migrations", linear(1));
    tenant.apply("app", SPEC);
    tenant.awaitReady("app", "r1");
    var before = digest();
    var same = Map.of("001_r1.sql", linear(1).get("001_r1.sql"), "notes.txt", "no revision");

    List<JsonNode> seen;
    try (var history = StatusHistory.of(cluster, tenant, "app")) {
      tenant.configMap("migrations", same);
      await().untilAsserted(() -> assertThat(digest()).isNotEqualTo(before));
      tenant.awaitReady("app", "r1");
      seen = history.seen();
    }

    // Nothing was to be done: without the write on the event itself, Ready would have stayed True.
    var edited = seen.stream().filter(it -> !isReady(it)).findFirst().orElseThrow();
    assertThat(Kstatus.of(edited)).isEqualTo(Kstatus.IN_PROGRESS);
    assertThat(edited.at("/status/source/digest").asText()).isEqualTo(before);
    assertThat(edited.at("/status/currentRevision").asText()).isEqualTo("r1");
    assertThat(edited.at("/status").has("pendingRevisions")).isFalse();
    assertThat(seen)
        .filteredOn(StatusKubeIT::isReady)
        .last()
        .satisfies(it -> assertThat(seen.indexOf(it)).isGreaterThan(seen.indexOf(edited)));
  }

  @Test
  void aParameterThatChangesIsInProgressBeforeItsResultIsThere() {
    tenant.secret("values", Map.of("greeting", "hello"));
    tenant.configMap("migrations", linear(1));
    tenant.apply(
        "app",
        SPEC
            + "parameters: [{name: p, valueFrom: {secretKeyRef: {name: values, key: greeting}}}]\n");
    tenant.awaitReady("app", "r1");

    try (var history = StatusHistory.of(cluster, tenant, "app")) {
      tenant.secret("values", Map.of("greeting", "good day"));
      await().untilAsserted(() -> assertThat(history.seen()).anyMatch(it -> !isReady(it)));
    }

    tenant.awaitReady("app", "r1");
  }

  @Test
  void aSourceThatIsDeletedDuringARunLeavesATrueStatus() throws Exception {
    tenant.configMap("migrations", linear(2));
    tenant.apply("app", SPEC);
    tenant.awaitReady("app", "r2");
    try (var reader = OpenTransaction.of(tenant.database(), "SELECT count(*) FROM r1")) {
      tenant.configMap("migrations", linear(3));
      tenant.awaitThat(
          "app", it -> assertThat(it.at("/status/progress/revision").asText()).isEqualTo("r3"));

      cluster.client().configMaps().inNamespace(tenant.namespace()).withName("migrations").delete();
      reader.end();

      tenant.awaitNotReady("app", "SourceNotFound", Kstatus.IN_PROGRESS);
    }

    tenant.awaitThat(
        "app",
        it -> {
          var status = it.at("/status");
          assertThat(status.path("currentRevision").asText()).isEqualTo("r3");
          assertThat(status.has("progress")).isFalse();
          assertThat(status.has("pendingRevisions")).isFalse();
          assertThat(status.has("source")).isFalse();
          assertThat(status.at("/lastMigration/outcome").asText()).isEqualTo("Succeeded");
        });
    assertThat(tenant.database().columnsOf("r1")).contains("r3");
  }

  @Test
  void theRunbooksAnnotationWorksBesideThatOfFlux() throws Exception {
    tenant.configMap(
        "migrations",
        Map.of(
            "001_ref.sql",
            Changelogs.file("001", "", "INSERT INTO ref VALUES (1);", "DELETE FROM ref;")));
    tenant.apply("app", SPEC);
    tenant.awaitNotReady("app", "MigrationFailed", Kstatus.FAILED);
    annotate("reconcile.fluxcd.io/requestedAt", "2026-11-30T18:00:00+00:00");
    tenant.awaitThat(
        "app",
        it ->
            assertThat(it.at("/status/lastHandledReconcileAt").asText())
                .isEqualTo("2026-11-30T18:00:00+00:00"));
    tenant.awaitNotReady("app", "MigrationFailed", Kstatus.FAILED);
    tenant.database().execute("CREATE TABLE ref (i int)");

    annotate("schemamigration.dev/requestedAt", "1764525600");

    tenant.awaitThat(
        "app",
        it -> assertThat(it.at("/status/lastHandledReconcileAt").asText()).isEqualTo("1764525600"));
    tenant.awaitReady("app", "001");
  }

  private void annotate(String annotation, String value) {
    cluster
        .kubernetes()
        .kubectl(
            "annotate",
            "-n",
            tenant.namespace(),
            "sm",
            "app",
            "--overwrite",
            annotation + "=" + value)
        .orThrow();
  }

  private String version(String configMap) {
    return cluster
        .client()
        .configMaps()
        .inNamespace(tenant.namespace())
        .withName(configMap)
        .get()
        .getMetadata()
        .getResourceVersion();
  }

  private String digest() {
    return tenant.get("app").at("/status/source/digest").asText();
  }

  private static boolean isReady(JsonNode resource) {
    for (var condition : resource.at("/status/conditions")) {
      if (condition.path("type").asText().equals("Ready")) {
        return condition.path("status").asText().equals("True");
      }
    }
    return false;
  }
}
