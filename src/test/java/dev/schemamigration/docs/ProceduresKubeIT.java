package dev.schemamigration.docs;

import static dev.schemamigration.testing.Changelogs.linear;
import static dev.schemamigration.testing.Tenant.DATABASE;
import static org.assertj.core.api.Assertions.assertThat;

import dev.schemamigration.local.ProcessResult;
import dev.schemamigration.testing.Cluster;
import dev.schemamigration.testing.ClusterTest;
import dev.schemamigration.testing.ClusterTest.Environment;
import dev.schemamigration.testing.Kstatus;
import dev.schemamigration.testing.Tenant;
import dev.schemamigration.testing.TestDatabase;
import dev.schemamigration.testing.TestPostgres;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Carries out the procedures of README and runbook, by the commands that are written there. */
@ClusterTest(Environment.OPERATOR)
class ProceduresKubeIT {
  private static final String RUNBOOK = "docs/runbook.md";
  private static final String SPEC = DATABASE + "source: {configMaps: [{name: migrations}]}\n";

  private final Cluster cluster;
  private final Tenant tenant;
  private Path kubeconfig;

  @TempDir private Path folder;

  ProceduresKubeIT(Cluster cluster, Tenant tenant) {
    this.cluster = cluster;
    this.tenant = tenant;
  }

  @BeforeEach
  void beginInTheTenantsNamespace() throws IOException {
    kubeconfig = PageCommands.kubeconfig(cluster.kubernetes(), folder, tenant.namespace());
  }

  @Test
  void theFirstMigration() throws IOException {
    var commands = PageCommands.of("README.md", "A first migration of your own").block(0);

    var ran =
        run(
            Path.of(""),
            commands,
            Map.of("postgresql://USER:PASSWORD@HOST:5432/DATABASE", tenant.database().libpqUrl()));

    assertThat(ran.orThrow().out()).containsPattern("orders +True +Succeeded +001 +001 +false");
  }

  @Test
  void theArchiveTellsWithWhichContextsARevisionWasApplied() throws IOException {
    var query = PageCommands.of(RUNBOOK, "What is applied, and with what").block(0);
    tenant.withDatabaseSecret();
    tenant.configMap("migrations", linear(2));
    tenant.apply("app", SPEC + "contexts: [prod, eu]\nlabels: release-1\ntarget: r1\n");
    tenant.awaitReady("app", "r1");

    assertThat(tenant.database().rows(query.replace(';', ' ').strip()))
        .singleElement()
        .asString()
        .startsWith("r1\tAPPLIED\t{prod,eu}\trelease-1\t")
        .endsWith(tenant.namespace() + "/app");
  }

  @Test
  void aRestoredDatabaseStaysAtTheRevisionThatTheResourceNames() throws IOException {
    var commands = PageCommands.of(RUNBOOK, "Restore a database");
    var backup = migratedTo("r2", "r3");

    run(commands.block(0), Map.of("NAME", "app")).orThrow();
    tenant.awaitThat(
        "app", it -> assertThat(it.at("/status/observedGeneration").asInt()).isEqualTo(2));
    restore(backup);
    run(commands.block(2), Map.of("NAME", "app", "REVISION", "r2")).orThrow();

    assertThat(tenant.get("app").at("/status/currentRevision").asText()).isEqualTo("r2");
    assertThat(tenant.get("app").at("/status/history")).hasSize(2);
    assertThat(tenant.database().columnsOf("r1")).doesNotContain("r3");
    assertThat(applied()).containsExactly("r1", "r2");
  }

  @Test
  void aRestoredDatabaseIsTakenToTheHeadAgainWhereTheTargetSaysSo() {
    var backup = migratedTo("r2", "r3");

    tenant.patch("app", "{\"spec\":{\"suspend\":true}}");
    tenant.awaitThat(
        "app", it -> assertThat(it.at("/status/observedGeneration").asInt()).isEqualTo(2));
    restore(backup);
    assertThat(applied()).containsExactly("r1", "r2");
    tenant.patch("app", "{\"spec\":{\"suspend\":false}}");

    tenant.awaitReady("app", "r3");
    assertThat(applied()).containsExactly("r1", "r2", "r3");
    assertThat(tenant.database().columnsOf("r1")).contains("r3");
  }

  @Test
  void aBackupForAnotherResourceIsTakenOverOnlyWhenThatSaysSo() {
    var backup = migratedTo("r2", "r3");
    tenant.patch("app", "{\"spec\":{\"suspend\":true}}");
    tenant.awaitThat(
        "app", it -> assertThat(it.at("/status/observedGeneration").asInt()).isEqualTo(2));
    var other = cluster.tenant(TestPostgres.newest().cloneOf(backup)).withDatabaseSecret();
    other.configMap("migrations", linear(2));
    other.apply("app", SPEC);
    other.awaitNotReady("app", "DatabaseClaimed", Kstatus.IN_PROGRESS);

    other.patch("app", "{\"spec\":{\"takeOwnership\":true}}");

    other.awaitReady("app", "r2");
  }

  @Test
  void aSecondClusterTakesOver() throws IOException {
    var commands = PageCommands.of(RUNBOOK, "A second cluster").block(0);
    migratedTo("r2", "r3");
    // Another namespace in place of another cluster: to a database both are other owners.
    var standby = cluster.tenant(tenant.database()).withDatabaseSecret();
    standby.configMap("migrations", linear(3));
    standby.apply("app", SPEC + "suspend: true\n");
    var both = Files.readString(kubeconfig);
    var second = "- name: NEW\n  context: {cluster: local, user: local, namespace: %s}\n";
    Files.writeString(
        kubeconfig,
        both.replace("contexts:\n- name: local", "contexts:\n- name: OLD")
            .replace("current-context: local", second.formatted(standby.namespace()))
            .concat("current-context: OLD\n"));

    run(commands, Map.of("NAME", "app")).orThrow();

    standby.awaitReady("app", "r3");
    tenant.patch("app", "{\"spec\":{\"suspend\":false}}");
    tenant.awaitNotReady("app", "DatabaseClaimed", Kstatus.IN_PROGRESS);
  }

  @Test
  void theDefinitionIsUpgraded() throws IOException {
    var commands = PageCommands.of(RUNBOOK, "Upgrade the operator").block(0);

    var ran = run(Path.of(""), commands, Map.of());

    assertThat(ran.orThrow().out())
        .isEqualTo(
            "customresourcedefinition.apiextensions.k8s.io/schemamigrations.schemamigration.dev"
                + " serverside-applied\n");
    tenant.withDatabaseSecret();
    tenant.configMap("migrations", linear(1));
    tenant.apply("app", SPEC);
    tenant.awaitReady("app", "r1");
  }

  @Test
  void aLargeConfigMapIsAppliedFromTheServersSide() throws IOException {
    var commands = PageCommands.of(RUNBOOK, "Large ConfigMaps").block(0);
    var files = Files.createDirectory(folder.resolve("files"));
    for (var file : linear(2).entrySet()) {
      Files.writeString(files.resolve(file.getKey()), file.getValue());
    }
    Files.writeString(files.resolve("data.csv"), "0123456789abcdef\n".repeat(20_000));
    var values = Map.of("NAME", "migrations", "FOLDER", "files");

    var refused = run(commands.replace("--server-side ", ""), values);
    run(commands, values).orThrow();

    assertThat(refused.err()).contains("may not be more than 262144 bytes");
    tenant.withDatabaseSecret();
    tenant.apply("app", SPEC);
    tenant.awaitReady("app", "r2");
  }

  /** Takes the resource to a revision, makes a backup and goes on to another one. */
  private TestDatabase migratedTo(String revision, String next) {
    tenant.withDatabaseSecret();
    tenant.configMap("migrations", linear(number(revision)));
    tenant.apply("app", SPEC);
    tenant.awaitReady("app", revision);
    var backup = TestPostgres.newest().cloneOf(tenant.database());
    tenant.configMap("migrations", linear(number(next)));
    tenant.awaitReady("app", next);
    return backup;
  }

  /** What pg_restore --clean --create does: the database goes, the one of the backup comes. */
  private void restore(TestDatabase backup) {
    var database = tenant.database();
    TestPostgres.newest()
        .administrator("postgres")
        .execute(
            List.of(
                "DROP DATABASE " + database.name(),
                "CREATE DATABASE %s TEMPLATE %s OWNER %s"
                    .formatted(database.name(), backup.name(), database.user())));
  }

  private List<String> applied() {
    return tenant
        .database()
        .rows("SELECT revision FROM schema_migration.revision_archive ORDER BY revision");
  }

  private ProcessResult run(String commands, Map<String, String> values) {
    return run(folder, commands, values);
  }

  private ProcessResult run(Path directory, String commands, Map<String, String> values) {
    return PageCommands.run(
        cluster.kubernetes(), directory.toAbsolutePath(), kubeconfig, commands, values);
  }

  private static int number(String revision) {
    return Integer.parseInt(revision.substring(1));
  }
}
