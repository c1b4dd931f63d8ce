package dev.schemamigration.operator;

import static dev.schemamigration.testing.Changelogs.inline;
import static dev.schemamigration.testing.Changelogs.linear;
import static dev.schemamigration.testing.Tenant.DATABASE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.schemamigration.crd.v1alpha1.SchemaMigration;
import dev.schemamigration.testing.Cluster;
import dev.schemamigration.testing.ClusterTest;
import dev.schemamigration.testing.ClusterTest.Environment;
import dev.schemamigration.testing.Kstatus;
import dev.schemamigration.testing.Tenant;
import io.fabric8.kubernetes.api.model.events.v1.Event;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Status, Events and log tell the same, each thing once. */
@ClusterTest(Environment.OPERATOR)
class OccurrencesKubeIT {
  private static final int RESOURCES = 100;

  private final Cluster cluster;
  private final Tenant tenant;

  OccurrencesKubeIT(Cluster cluster, Tenant tenant) {
    this.cluster = cluster;
    this.tenant = tenant;
  }

  /** They would be tried again beside all the tests that follow. */
  @AfterEach
  void endTheRetries() {
    cluster.client().resources(SchemaMigration.class).inNamespace(tenant.namespace()).delete();
  }

  @Test
  void aHundredSimultaneousFailuresAreAHundredWarnings() {
    for (int i = 0; i < RESOURCES; i++) {
      tenant.apply("app-" + i, DATABASE + inline(linear(1)));
    }
    awaitWarnings("SecretNotFound");

    wrongPassword();

    awaitWarnings("AuthenticationFailed");
  }

  @Test
  void aWaitIsToldOnceInEventAndLogUntilItIsOver() {
    tenant.apply("app", DATABASE + inline(linear(1)));
    tenant.awaitNotReady("app", "SecretNotFound", Kstatus.IN_PROGRESS);
    wrongPassword();
    tenant.awaitNotReady("app", "AuthenticationFailed", Kstatus.IN_PROGRESS);
    var message = tenant.ready("app", "message").replaceFirst(" \\(attempt .*", "");
    tenant.awaitThat(
        "app", app -> assertThat(tenant.ready("app", "message")).contains("(attempt 3, "));
    cluster.stopOperator();
    cluster.operator();
    tenant.requestReconcile("app", "after the restart");
    tenant.awaitThat(
        "app",
        app ->
            assertThat(app.at("/status/lastHandledReconcileAt").asText())
                .isEqualTo("after the restart"));
    tenant.withDatabaseSecret();
    tenant.awaitReady("app", "r1");

    var missing =
        "spec.database.secretRef: there is no Secret \"db\" in namespace \"%s\"; create it"
            .formatted(tenant.namespace());
    await()
        .untilAsserted(
            () ->
                assertThat(tenant.events("app"))
                    .extracting(OccurrencesKubeIT::shown)
                    .containsExactlyInAnyOrder(
                        "Warning SecretNotFound: " + missing,
                        "Warning AuthenticationFailed: " + message,
                        "Normal Recovered: AuthenticationFailed is over: " + reachable(),
                        "Normal RevisionApplied: applied r1 (r1)",
                        "Normal Migrated: base → r1 in 1 step"));
    var recovered =
        "%s/app: Recovered: AuthenticationFailed is over: ".formatted(tenant.namespace());
    assertThat(cluster.operator().log().lines().filter(it -> it.contains(recovered))).hasSize(1);
    assertThat(cluster.operator().log().lines())
        .noneMatch(it -> it.contains(tenant.namespace() + "/app: AuthenticationFailed: "));
  }

  private String reachable() {
    return tenant.condition("app", "DatabaseReachable", "message");
  }

  private void wrongPassword() {
    tenant.secret(
        "db",
        Map.of(
            "DATABASE_URL",
            tenant.database().libpqUrl().replace(tenant.database().password(), "wr0ng")));
  }

  private void awaitWarnings(String reason) {
    await()
        .atMost(Duration.ofSeconds(50))
        .pollInterval(Duration.ofMillis(200))
        .untilAsserted(
            () ->
                assertThat(warnings(reason))
                    .containsExactlyInAnyOrderElementsOf(
                        IntStream.range(0, RESOURCES).mapToObj(i -> "app-" + i).toList()));
  }

  private List<String> warnings(String reason) {
    return cluster
        .client()
        .events()
        .v1()
        .events()
        .inNamespace(tenant.namespace())
        .list()
        .getItems()
        .stream()
        .filter(event -> event.getType().equals("Warning") && event.getReason().equals(reason))
        .map(event -> event.getRegarding().getName())
        .toList();
  }

  private static String shown(Event event) {
    return event.getType() + " " + event.getReason() + ": " + event.getNote();
  }
}
