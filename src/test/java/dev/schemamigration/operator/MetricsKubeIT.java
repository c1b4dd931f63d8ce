package dev.schemamigration.operator;

import static dev.schemamigration.testing.Changelogs.linear;
import static dev.schemamigration.testing.Tenant.DATABASE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import dev.schemamigration.testing.Cluster;
import dev.schemamigration.testing.ClusterTest;
import dev.schemamigration.testing.ClusterTest.Environment;
import dev.schemamigration.testing.Kstatus;
import dev.schemamigration.testing.Scrape;
import dev.schemamigration.testing.Tenant;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.OptionalDouble;
import org.junit.jupiter.api.Test;

/** Metrics, Events and log of a resource say what its status says, whatever has happened to it. */
@ClusterTest(Environment.OPERATOR)
class MetricsKubeIT {
  private static final Duration PATIENCE = Duration.ofSeconds(40);
  private static final String SPEC = DATABASE + "source: {configMaps: [{name: migrations}]}\n";

  private final Cluster cluster;
  private final Tenant tenant;

  MetricsKubeIT(Cluster cluster, Tenant tenant) {
    this.cluster = cluster;
    this.tenant = tenant.withDatabaseSecret();
  }

  @Test
  void readyEndsWithWhateverIsMissingUnusableSuspendedOrOfAnother() {
    tenant.configMap("migrations", linear(1));
    tenant.apply("app", SPEC);
    tenant.awaitReady("app", "r1");
    agrees("app", 1, "Succeeded");

    tenant.apply("younger", SPEC);
    tenant.awaitNotReady("younger", "DatabaseClaimed", Kstatus.IN_PROGRESS);
    agrees("younger", 0, "DatabaseClaimed");
    tenant.apply("lonely", SPEC.replace("db", "nobody"));
    tenant.awaitNotReady("lonely", "SecretNotFound", Kstatus.IN_PROGRESS);
    agrees("lonely", 0, "SecretNotFound");
    tenant.delete("younger");
    tenant.delete("lonely");
    gone("younger");
    gone("lonely");

    tenant.configMap("migrations", Map.of());
    tenant.awaitNotReady("app", "SourceEmpty", Kstatus.FAILED);
    agrees("app", 0, "SourceEmpty");
    tenant.configMap(
        "migrations", Map.of("001_t.sql", "--liquibase formatted sql\n-- revison: 001\n"));
    tenant.awaitNotReady("app", "InvalidSource", Kstatus.FAILED);
    agrees("app", 0, "InvalidSource");

    tenant.configMap("migrations", linear(1));
    tenant.awaitReady("app", "r1");
    agrees("app", 1, "Succeeded");
    tenant.patch("app", "{\"spec\":{\"suspend\":true,\"target\":\"base\"}}");
    tenant.awaitThat(
        "app",
        it -> assertThat(condition(it, "Ready").path("reason").asText()).isEqualTo("Suspended"));
    agrees("app", 0, "Suspended");

    tenant.delete("app");
    gone("app");
  }

  @Test
  void aLoginThatIsRefusedAndAMigrationThatFailsAreWhatTheStatusSays() {
    tenant.configMap("migrations", linear(1));
    tenant.secret(
        "db",
        Map.of(
            "DATABASE_URL",
            tenant.database().libpqUrl().replaceFirst("://[^@]*@", "://nobody:wrong@")));
    tenant.apply("app", SPEC);
    tenant.awaitNotReady("app", "AuthenticationFailed", Kstatus.IN_PROGRESS);
    agrees("app", 0, "AuthenticationFailed");

    tenant.withDatabaseSecret();
    tenant.awaitReady("app", "r1");
    agrees("app", 1, "Succeeded");

    var files = new HashMap<>(linear(1));
    files.put(
        "r2.sql",
        "--liquibase formatted sql\n-- revision: r2\n-- down_revision: r1\n"
            + "--changeset a:r2\nSELECT 1/0;\n--rollback SELECT 1;\n");
    tenant.configMap("migrations", files);
    tenant.awaitNotReady("app", "MigrationFailed", Kstatus.FAILED);
    agrees("app", 0, "MigrationFailed");
  }

  /** Waits until the metrics of a resource whose status stays meanwhile are what that says. */
  private void agrees(String name, int ready, String reason) {
    await()
        .atMost(PATIENCE)
        .untilAsserted(
            () -> {
              var before = tenant.get(name);
              var scrape = scrape();
              assertThat(tenant.get(name)).isEqualTo(before);
              assertThat(value(scrape, name, "ready")).hasValue(ready);
              assertThat(
                      scrape.find("schema_migration_info", labels(name)).stream()
                          .map(it -> it.labels().get("reason")))
                  .containsExactly(reason);
              saysWhat(before, scrape, name);
              if (!reason.equals("Succeeded") && !reason.equals("Suspended")) {
                isToldOnce(name, reason, condition(before, "Ready").path("message").asText());
              }
            });
  }

  /**
   * Both in a Warning and in a line of the log; how often it was tried stands in the status only.
   */
  private void isToldOnce(String name, String reason, String message) {
    var told = message.replaceFirst(" \\(attempt .*", "");
    assertThat(tenant.events(name))
        .filteredOn(it -> it.getReason().equals(reason))
        .singleElement()
        .satisfies(it -> assertThat(it.getType()).isEqualTo("Warning"))
        .satisfies(it -> assertThat(it.getNote()).isEqualTo(told));
    assertThat(cluster.operator().log().lines())
        .filteredOn(
            it -> it.contains("%s/%s: %s: %s".formatted(tenant.namespace(), name, reason, told)))
        .hasSize(1);
  }

  private void saysWhat(JsonNode resource, Scrape scrape, String name) {
    var status = resource.path("status");
    var ready = condition(resource, "Ready");
    var outdated =
        status.path("observedGeneration").asLong() != resource.at("/metadata/generation").asLong();
    assertThat(value(scrape, name, "ready")).hasValue(!outdated && isTrue(ready) ? 1 : 0);
    assertThat(value(scrape, name, "stalled"))
        .hasValue(!outdated && isTrue(condition(resource, "Stalled")) ? 1 : 0);
    assertThat(value(scrape, name, "suspended"))
        .hasValue(resource.at("/spec/suspend").asBoolean() ? 1 : 0);
    assertThat(value(scrape, name, "blocked")).hasValue(status.has("blockedBy") ? 1 : 0);
    assertThat(value(scrape, name, "status_outdated")).hasValue(outdated ? 1 : 0);
    assertThat(value(scrape, name, "pending_revisions"))
        .isEqualTo(
            status.has("pendingRevisions")
                ? OptionalDouble.of(status.path("pendingRevisions").asDouble())
                : OptionalDouble.empty());
    assertThat(scrape.find("schema_migration_info", labels(name)))
        .singleElement()
        .satisfies(
            it -> assertThat(it.labels()).containsEntry("reason", ready.path("reason").asText()));
    for (var info : scrape.find("schema_migration_revision_info", labels(name))) {
      assertThat(info.labels().getOrDefault("current", ""))
          .isEqualTo(status.path("currentRevision").asText());
      assertThat(info.labels().getOrDefault("target", ""))
          .isEqualTo(status.path("targetRevision").asText());
    }
    if (isTrue(ready)) {
      assertThat(value(scrape, name, "last_success_timestamp_seconds").orElseThrow())
          .isGreaterThanOrEqualTo(
              Instant.parse(ready.path("lastTransitionTime").asText()).getEpochSecond());
    }
  }

  private void gone(String name) {
    await()
        .atMost(PATIENCE)
        .untilAsserted(
            () ->
                assertThat(scrape().samples())
                    .noneMatch(it -> it.labels().entrySet().containsAll(labels(name).entrySet())));
  }

  private Scrape scrape() {
    return Scrape.parse(cluster.operator().get("/q/metrics"));
  }

  private OptionalDouble value(Scrape scrape, String name, String metric) {
    return scrape.value("schema_migration_" + metric, labels(name));
  }

  private Map<String, String> labels(String name) {
    return Map.of("resource_namespace", tenant.namespace(), "resource_name", name);
  }

  private static boolean isTrue(JsonNode condition) {
    return condition.path("status").asText().equals("True");
  }

  private static JsonNode condition(JsonNode resource, String type) {
    for (var condition : resource.at("/status/conditions")) {
      if (condition.path("type").asText().equals(type)) {
        return condition;
      }
    }
    return resource.path("no such condition");
  }
}
