package dev.schemamigration.operator;

import static dev.schemamigration.testing.Changelogs.inline;
import static dev.schemamigration.testing.Changelogs.linear;
import static dev.schemamigration.testing.Tenant.DATABASE;
import static org.assertj.core.api.Assertions.assertThat;

import dev.schemamigration.testing.Changelogs;
import dev.schemamigration.testing.Cluster;
import dev.schemamigration.testing.ClusterTest;
import dev.schemamigration.testing.ClusterTest.Environment;
import dev.schemamigration.testing.Kstatus;
import dev.schemamigration.testing.Tenant;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/** A database belongs to one resource and to one schema, whoever else names it. */
@ClusterTest(Environment.OPERATOR)
class OwnershipKubeIT {
  private static final String INSTALLATION =
      "SELECT installation FROM schema_migration.tracking_owner";

  private final Cluster cluster;
  private final Tenant tenant;

  OwnershipKubeIT(Cluster cluster, Tenant tenant) {
    this.cluster = cluster;
    this.tenant = tenant;
  }

  @Test
  void aResourceThatIsCreatedAgainGoesOnInItsSchemaAndInNoOther() {
    tenant.withDatabaseSecret();
    tenant.database().execute("CREATE SCHEMA sa", "CREATE SCHEMA sb", "CREATE TABLE sb.r1 ()");
    tenant.apply("app", inSchema("sa") + inline(linear(2)));
    tenant.awaitReady("app", "r2");
    tenant.delete("app");

    tenant.apply("app", inSchema("sb") + "target: base\n" + inline(linear(2)));
    tenant.awaitNotReady("app", "SchemaMismatch", Kstatus.FAILED);
    tenant.delete("app");
    assertThat(tenant.database().one("SELECT to_regclass('sb.r1')")).isEqualTo("sb.r1");

    tenant.apply("app", inSchema("sa") + inline(linear(3)));
    tenant.awaitReady("app", "r3");

    assertThat(tenant.database().one(INSTALLATION))
        .isEqualTo(
            cluster.client().namespaces().withName("kube-system").get().getMetadata().getUid());
  }

  @Test
  void anotherSchemaInTheUrlIsRefusedAndItsNamesakesStay() {
    tenant.database().execute("CREATE SCHEMA sa", "CREATE SCHEMA sb", "CREATE TABLE sb.r1 ()");
    tenant.secret("db", Map.of("uri", tenant.database().libpqUrl() + "?currentSchema=sa"));
    tenant.apply("app", DATABASE + inline(linear(2)));
    tenant.awaitReady("app", "r2");

    tenant.secret("db", Map.of("uri", tenant.database().libpqUrl() + "?currentSchema=sb"));
    tenant.awaitNotReady("app", "SchemaMismatch", Kstatus.FAILED);
    tenant.patch("app", "{\"spec\":{\"target\":\"base\"}}");
    tenant.awaitNotReady("app", "SchemaMismatch", Kstatus.FAILED);
    assertThat(tenant.database().one("SELECT to_regclass('sb.r1')")).isEqualTo("sb.r1");
  }

  @Test
  void aSecondResourceIsRefusedUntilTheFirstIsDeletedOrItTakesOver() {
    tenant.withDatabaseSecret();
    tenant.secret(
        "alias", Map.of("uri", tenant.database().libpqUrl().replace("127.0.0.1", "localhost")));
    var second = "database: {secretRef: {name: alias}}\ntarget: r1\n" + inline(linear(2));
    tenant.apply("first", DATABASE + inline(linear(2)));
    tenant.awaitReady("first", "r2");

    tenant.apply("second", second);
    tenant.awaitNotReady("second", "DatabaseClaimed", Kstatus.IN_PROGRESS);
    assertThat(tenant.ready("second", "message"))
        .startsWith(
            "spec.database: SchemaMigration %s/first owns this database (tracking schema"
                    .formatted(tenant.namespace())
                + " schema_migration) and releases it when it is deleted; to take it over, set"
                + " spec.takeOwnership to true");
    var stranger = cluster.tenant(tenant.database()).withDatabaseSecret();
    stranger.apply("third", DATABASE + "target: base\n" + inline(linear(2)));
    stranger.awaitNotReady("third", "DatabaseClaimed", Kstatus.IN_PROGRESS);
    assertThat(stranger.get("third").path("status").toString())
        .contains("a SchemaMigration of another namespace owns this database")
        .doesNotContain(tenant.namespace());
    assertThat(cluster.operator().log())
        .contains(
            "%s/third: DatabaseClaimed: its database is owned by %s/first (uid "
                .formatted(stranger.namespace(), tenant.namespace()));

    tenant.delete("first");
    tenant.awaitThat(
        "second",
        app ->
            assertThat(tenant.ready("second", "status") + stranger.ready("third", "status"))
                .as("one of the two has it now")
                .isIn("TrueFalse", "FalseTrue"));
    tenant.patch("second", "{\"spec\":{\"takeOwnership\":true}}");
    tenant.awaitReady("second", "r1");
    stranger.awaitNotReady("third", "DatabaseClaimed", Kstatus.IN_PROGRESS);
  }

  @Test
  void anAddressWithoutALoginClaimsNothingAndLearnsNothing() {
    tenant.secret("db", Map.of("uri", "postgresql://x:y@127.0.0.1:1/nowhere"));
    tenant.apply("older", DATABASE + inline(linear(1)));
    tenant.awaitNotReady("older", "DatabaseUnreachable", Kstatus.IN_PROGRESS);
    var victim = cluster.tenant().withDatabaseSecret();
    var files = new TreeMap<>(linear(1));
    victim.apply("app", DATABASE + inline(files));
    victim.awaitReady("app", "r1");
    files.put(
        "002_slow.sql",
        Changelogs.file(
            "slow", "r1", "SELECT pg_sleep(8);\nCREATE TABLE slow ();", "DROP TABLE slow;"));
    victim.apply("app", DATABASE + inline(files));
    victim.awaitThat(
        "app", app -> assertThat(app.at("/status/progress/revision").asText()).isEqualTo("slow"));

    tenant.secret(
        "db",
        Map.of("uri", victim.database().libpqUrl().replace(victim.database().password(), "wr0ng")));

    tenant.awaitNotReady("older", "AuthenticationFailed", Kstatus.IN_PROGRESS);
    victim.awaitReady("app", "slow");
    assertThat(victim.get("app").at("/status/history").toString()).doesNotContain("Cancelled");
    assertThat(victim.events("app")).noneMatch(event -> event.getType().equals("Warning"));
    assertThat(tenant.get("older").path("status").toString())
        .doesNotContain(victim.namespace(), "owns this database");
  }

  private static String inSchema(String schema) {
    return "database: {secretRef: {name: db}, schema: %s}\n".formatted(schema);
  }
}
