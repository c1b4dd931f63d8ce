package dev.schemamigration.operator;

import static dev.schemamigration.testing.Changelogs.inline;
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
import dev.schemamigration.testing.Tenant;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Test;

/** Upgrades and downgrades by the packaged operator, under the shipped RBAC. */
@ClusterTest(Environment.OPERATOR)
class UpAndDownKubeIT {
  private static final String TABLES =
      "SELECT tablename FROM pg_tables WHERE schemaname = 'public' ORDER BY 1";

  private final Cluster cluster;
  private final Tenant tenant;

  UpAndDownKubeIT(Cluster cluster, Tenant tenant) {
    this.cluster = cluster;
    this.tenant = tenant.withDatabaseSecret();
  }

  @Test
  void anEmptyDatabaseIsTakenToItsTarget() {
    tenant.apply("app", DATABASE + "target: r2\n" + inline(linear(2)));

    tenant.awaitReady("app", "r2");
    assertThat(tenant.database().rows(TABLES)).containsExactly("r1", "r2");
    assertThat(tenant.get("app").at("/status/history")).hasSize(1);
    assertThat(tenant.events("app"))
        .extracting(event -> event.getType() + " " + event.getReason() + ": " + event.getNote())
        .containsExactlyInAnyOrder(
            "Normal RevisionApplied: applied r1 (r1)",
            "Normal RevisionApplied: applied r2 (r2)",
            "Normal Migrated: base → r2 in 2 steps");
  }

  @Test
  void aRevisionThatTheConfigMapGainsIsAppliedAndReadyGoesFalseBefore() {
    tenant.configMap("migrations", linear(2));
    tenant.apply("app", DATABASE + "source: {configMaps: [{name: migrations}]}\n");
    tenant.awaitReady("app", "r2");

    var seen =
        watching(
            () -> {
              tenant.configMap("migrations", linear(3));
              tenant.awaitReady("app", "r3");
            });

    assertThat(seen)
        .containsSubsequence("True r2", "False r2", "True r3")
        .doesNotContain("False r3");
    assertThat(tenant.get("app").at("/metadata/generation").asInt()).isEqualTo(1);
  }

  @Test
  void aDeniedDowngradeIsRefusedWithTheFieldThatAllowsIt() {
    tenant.apply("app", DATABASE + "downgrade: Deny\n" + inline(linear(3)));
    tenant.awaitReady("app", "r3");

    tenant.patch("app", "{\"spec\":{\"target\":\"r2\"}}");

    tenant.awaitNotReady("app", "DowngradeDenied", Kstatus.FAILED);
    assertThat(tenant.ready("app", "message"))
        .isEqualTo(
            "spec.downgrade is Deny and the plan would undo r3; set spec.downgrade to Allow, or"
                + " choose a target that keeps what is applied");
    assertThat(tenant.database().columnsOf("r1")).contains("r3");
    assertThat(tenant.get("app").at("/status/plan/steps/0/revision").asText()).isEqualTo("r3");
  }

  @Test
  void anAllowedDowngradeUndoesWhatLiesAboveTheTargetAndNothingElse() {
    tenant.apply("app", DATABASE + "downgrade: Deny\n" + inline(linear(3)));
    tenant.awaitReady("app", "r3");
    tenant.patch("app", "{\"spec\":{\"target\":\"r2\"}}");
    tenant.awaitNotReady("app", "DowngradeDenied", Kstatus.FAILED);

    tenant.patch("app", "{\"spec\":{\"downgrade\":\"Allow\"}}");

    tenant.awaitReady("app", "r2");
    assertThat(tenant.database().columnsOf("r1")).containsExactly("id", "name");
    assertThat(tenant.database().one("SELECT name FROM r1")).isEqualTo("one");
    assertThat(tenant.database().one("SELECT id FROM r2")).isEqualTo("2");
  }

  @Test
  void contextsAndLabelsChooseWhatRunsAndWhatRanStays() {
    var files =
        inline(
            Map.of(
                "001_shop.sql",
                """
                --liquibase formatted sql
                --changeset ann:shop
                CREATE TABLE shop (id int);
                --rollback DROP TABLE shop;
                --changeset ann:guest contextFilter:@demo
                INSERT INTO shop VALUES (1);
                --rollback DELETE FROM shop WHERE 1 / id = 1;
                """));
    tenant.apply("app", DATABASE + "contexts: [prod]\nlabels: '!beta'\n" + files);
    tenant.awaitReady("app", "001");
    assertThat(tenant.database().rows("SELECT id FROM shop")).isEmpty();

    tenant.patch("app", "{\"spec\":{\"contexts\":[\"prod\",\"demo\"]}}");
    tenant.awaitReady("app", "001");
    assertThat(tenant.database().rows("SELECT id FROM shop")).isEmpty();

    tenant.patch("app", "{\"spec\":{\"labels\":\"(a\"}}");
    tenant.awaitNotReady("app", "InvalidSpec", Kstatus.FAILED);
    tenant.patch("app", "{\"spec\":{\"labels\":\"\",\"target\":\"base\"}}");
    tenant.awaitReady("app", "base");
    assertThat(tenant.database().rows(TABLES)).isEmpty();
  }

  @Test
  void anApprovalLetsExactlyOnePlanRunOnce() {
    tenant.apply("app", DATABASE + "downgrade: Approve\n" + inline(linear(3)));
    tenant.awaitReady("app", "r3");

    var hash = awaitApprovalRequired();
    assertThat(tenant.ready("app", "message"))
        .isEqualTo(
            "the plan would undo r3 and spec.downgrade is Approve; set spec.approvedPlan to "
                + hash
                + " to run exactly this plan");
    tenant.patch("app", "{\"spec\":{\"approvedPlan\":\"" + hash + "\"}}");
    tenant.awaitReady("app", "r2");
    tenant.patch("app", "{\"spec\":{\"target\":\"r3\"}}");
    tenant.awaitReady("app", "r3");

    assertThat(awaitApprovalRequired()).isNotEqualTo(hash);
    assertThat(tenant.database().columnsOf("r1")).contains("r3");
  }

  private String awaitApprovalRequired() {
    tenant.patch("app", "{\"spec\":{\"target\":\"r2\"}}");
    tenant.awaitNotReady("app", "ApprovalRequired", Kstatus.IN_PROGRESS);
    return tenant.get("app").at("/status/plan/hash").asText();
  }

  @Test
  void aResourceThatIsDeletedAndCreatedAgainFindsItsDatabaseAsItWas() {
    tenant.apply("app", DATABASE + inline(linear(2)));
    tenant.awaitReady("app", "r2");
    var before = objectIdentities();

    tenant.delete("app");
    assertThat(tenant.database().rows(TABLES)).containsExactly("r1", "r2");
    tenant.apply("app", DATABASE + inline(linear(2)));

    tenant.awaitReady("app", "r2");
    assertThat(objectIdentities()).isEqualTo(before);
    assertThat(tenant.get("app").at("/status").has("history")).isFalse();
  }

  @Test
  void applyingTheSameAgainRunsNothing() {
    tenant.apply("app", DATABASE + inline(linear(2)));
    tenant.awaitReady("app", "r2");
    var before = objectIdentities();

    tenant.apply("app", DATABASE + inline(linear(2)));
    tenant.patch("app", annotation("reconcile.fluxcd.io/requestedAt", "again"));

    tenant.awaitThat(
        "app",
        resource ->
            assertThat(resource.at("/status/lastHandledReconcileAt").asText()).isEqualTo("again"));
    tenant.awaitReady("app", "r2");
    assertThat(objectIdentities()).isEqualTo(before);
    assertThat(tenant.get("app").at("/status/history")).hasSize(1);
  }

  @Test
  void aSecretParameterReachesTheDatabaseAndAppearsNowhereElse() {
    var secret = "s3cr3t-" + tenant.namespace();
    tenant.secret("values", Map.of("greeting", secret));
    tenant.apply("app", greetingFrom("secretKeyRef"));
    tenant.awaitReady("app", "r1");

    assertThat(tenant.database().one("SELECT greeting FROM r1")).isEqualTo(secret);
    assertThat(tenant.get("app").toString()).doesNotContain(secret);
    assertThat(tenant.events("app").toString()).doesNotContain(secret);
    assertThat(cluster.operator().log()).doesNotContain(secret);
  }

  @Test
  void aParameterComesFromAConfigMapToo() {
    tenant.configMap("values", Map.of("greeting", "good day"));
    tenant.apply("app", greetingFrom("configMapKeyRef"));

    tenant.awaitReady("app", "r1");

    assertThat(tenant.database().one("SELECT greeting FROM r1")).isEqualTo("good day");
  }

  @Test
  void aChangedTargetStopsALongRevisionAndIsReached() {
    tenant.apply(
        "app",
        DATABASE
            + "target: r2\n"
            + inline(
                Map.of(
                    "001_r1.sql",
                    Changelogs.R1,
                    "002_r2.sql",
                    Changelogs.file("r2", "r1", "SELECT pg_sleep(300);", "SELECT 1;"))));
    tenant.awaitThat(
        "app",
        resource -> {
          assertThat(resource.at("/status/progress/revision").asText()).isEqualTo("r2");
          assertThat(resource.at("/status/currentRevision").asText()).isEqualTo("r1");
          assertThat(resource.at("/status/pendingRevisions").asInt()).isEqualTo(1);
          assertThat(Kstatus.of(resource)).isEqualTo(Kstatus.IN_PROGRESS);
        });

    tenant.patch("app", "{\"spec\":{\"target\":\"r1\"}}");

    tenant.awaitReady("app", "r1");
    var history = tenant.get("app").at("/status/history");
    assertThat(history.at("/0/outcome").asText()).isEqualTo("Cancelled");
    assertThat(
            tenant
                .database()
                .asAdministrator()
                .one(
                    "SELECT count(*) FROM pg_stat_activity WHERE query LIKE '%pg_sleep(300)%' AND"
                        + " pid <> pg_backend_pid() AND state = 'active'"))
        .isEqualTo("0");
  }

  @Test
  void aSuspendedResourceIsLeftAloneUntilItIsResumed() {
    tenant.apply("app", DATABASE + "suspend: true\n" + inline(linear(1)));
    tenant.awaitThat("app", resource -> assertThat(ready(resource)).isEqualTo("Unknown Suspended"));
    assertThat(tenant.database().rows(TABLES)).isEmpty();

    tenant.patch("app", "{\"spec\":{\"suspend\":false}}");
    tenant.awaitReady("app", "r1");

    tenant.patch("app", "{\"spec\":{\"suspend\":true}}");
    tenant.awaitThat(
        "app",
        resource -> {
          assertThat(resource.at("/status/observedGeneration").asInt()).isEqualTo(3);
          assertThat(ready(resource)).isEqualTo("True Succeeded");
          assertThat(tenant.ready("app", "message"))
              .isEqualTo("suspended: the database stands at r1");
        });
  }

  /** A revision that stores a parameter, whose value comes from the object {@code values}. */
  private static String greetingFrom(String reference) {
    return DATABASE
        + "parameters: [{name: greeting, valueFrom: {%s: {name: values, key: greeting}}}]\n"
            .formatted(reference)
        + inline(
            Map.of(
                "001_r1.sql",
                Changelogs.file(
                    "r1",
                    "",
                    "CREATE TABLE r1 AS SELECT '${greeting}'::text AS greeting;",
                    "DROP TABLE r1;")));
  }

  private static String ready(JsonNode resource) {
    for (var condition : resource.at("/status/conditions")) {
      if (condition.path("type").asText().equals("Ready")) {
        return condition.path("status").asText() + " " + condition.path("reason").asText();
      }
    }
    return "";
  }

  private static String annotation(String name, String value) {
    return "{\"metadata\":{\"annotations\":{\"%s\":\"%s\"}}}".formatted(name, value);
  }

  /** Object ids and tuple origins: any DDL or write on the tables would change them. */
  private List<String> objectIdentities() {
    var identities = new ArrayList<String>();
    identities.addAll(
        tenant
            .database()
            .rows(
                "SELECT oid, xmin, relname FROM pg_class WHERE relnamespace IN"
                    + " ('public'::regnamespace, 'schema_migration'::regnamespace) ORDER BY"
                    + " relname"));
    identities.addAll(tenant.database().rows("SELECT xmin, id FROM r1"));
    return identities;
  }

  /** Every value that Ready and currentRevision take while something is done. */
  private List<String> watching(Runnable deed) {
    var seen = new CopyOnWriteArrayList<String>();
    try (var watch =
        cluster
            .client()
            .resources(dev.schemamigration.crd.v1alpha1.SchemaMigration.class)
            .inNamespace(tenant.namespace())
            .watch(
                new io.fabric8.kubernetes.client.Watcher<>() {
                  @Override
                  public void eventReceived(
                      Action action, dev.schemamigration.crd.v1alpha1.SchemaMigration resource) {
                    resource
                        .getStatus()
                        .condition("Ready")
                        .ifPresent(
                            ready ->
                                seen.add(
                                    ready.status() + " " + resource.getStatus().currentRevision()));
                  }

                  @Override
                  public void onClose(io.fabric8.kubernetes.client.WatcherException cause) {}
                })) {
      await().atMost(Duration.ofSeconds(10)).until(() -> !seen.isEmpty());
      deed.run();
      await().atMost(Duration.ofSeconds(10)).until(() -> seen.getLast().startsWith("True"));
    }
    return seen;
  }
}
