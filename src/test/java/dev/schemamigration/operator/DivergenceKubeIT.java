package dev.schemamigration.operator;

import static dev.schemamigration.testing.Changelogs.linear;
import static dev.schemamigration.testing.Tenant.DATABASE;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.schemamigration.testing.Changelogs;
import dev.schemamigration.testing.Cluster;
import dev.schemamigration.testing.ClusterTest;
import dev.schemamigration.testing.ClusterTest.Environment;
import dev.schemamigration.testing.Kstatus;
import dev.schemamigration.testing.SchemaSnapshot;
import dev.schemamigration.testing.SchemactlProcess;
import dev.schemamigration.testing.Tenant;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The database and the declared revisions have diverged. */
@ClusterTest(Environment.OPERATOR)
class DivergenceKubeIT {
  private static final String SPEC = DATABASE + "source: {configMaps: [{name: migrations}]}\n";
  private static final String APPLIED =
      "SELECT event, revision FROM schema_migration.revision_journal WHERE event IN ('APPLIED',"
          + " 'UNDONE') ORDER BY id";

  private final Cluster cluster;
  private final Tenant tenant;

  DivergenceKubeIT(Cluster cluster, Tenant tenant) {
    this.cluster = cluster;
    this.tenant = tenant.withDatabaseSecret();
  }

  @Test
  void aRevertedSourceIsFollowedDownFromTheArchive() {
    tenant.configMap("migrations", linear(2));
    tenant.apply("app", SPEC + "target: r2\n");
    tenant.awaitReady("app", "r2");
    var fresh = SchemaSnapshot.of(tenant.database());
    tenant.configMap("migrations", linear(3));
    tenant.patch("app", target("r3"));
    tenant.awaitReady("app", "r3");
    assertThat(SchemaSnapshot.of(tenant.database())).isNotEqualTo(fresh);

    tenant.configMap("migrations", linear(2));
    tenant.patch("app", target("r2"));

    tenant.awaitReady("app", "r2");
    assertThat(SchemaSnapshot.of(tenant.database())).isEqualTo(fresh);
    assertThat(tenant.database().one("SELECT name FROM r1")).isEqualTo("one");
    assertThat(tenant.database().rows(APPLIED))
        .containsExactly("APPLIED\tr1", "APPLIED\tr2", "APPLIED\tr3", "UNDONE\tr3");
    assertThat(tenant.get("app").at("/status/lastMigration/direction").asText())
        .isEqualTo("Downgrade");
  }

  @Test
  void aSourceThatLostARevisionWhichTheTargetNamesUndoesNothingUntilTheTargetMoves() {
    tenant.configMap("migrations", linear(3));
    tenant.apply("app", SPEC + "target: r3\n");
    tenant.awaitReady("app", "r3");

    tenant.configMap("migrations", linear(2));
    tenant.requestReconcile("app", "1");
    tenant.awaitThat(
        "app",
        resource ->
            assertThat(resource.at("/status/lastHandledReconcileAt").asText()).isEqualTo("1"));
    tenant.awaitReady("app", "r3");
    assertThat(tenant.database().rows(APPLIED)).doesNotContain("UNDONE\tr3");

    tenant.patch("app", target("head"));
    tenant.awaitNotReady("app", "SourceShrank", Kstatus.FAILED);
    assertThat(tenant.database().rows(APPLIED)).doesNotContain("UNDONE\tr3");
  }

  @Test
  void aRevisionThatIsGoneFromTheSourceIsUndoneWhenSomebodySaysSoAndNamedUntilThen() {
    tenant.configMap("migrations", linear(3));
    tenant.apply("app", SPEC);
    tenant.awaitReady("app", "r3");
    var before = SchemaSnapshot.of(tenant.database());

    tenant.configMap("migrations", linear(1));

    tenant.awaitNotReady("app", "SourceShrank", Kstatus.FAILED);
    assertThat(tenant.ready("app", "message"))
        .isEqualTo(
            "spec.target: \"head\" would undo revisions \"r3\", \"r2\", only because ConfigMap"
                + " migrations no longer has them; put the files back; or, to go down, name the"
                + " revision to go down to (r1); or set spec.sourceShrinks to Allow, if a reverted"
                + " commit is to undo what it had applied");
    assertThat(tenant.condition("app", "PlanApproved", "reason")).isEqualTo("SourceShrank");
    assertThat(tenant.get("app").at("/status/currentRevision").asText()).isEqualTo("r3");
    assertThat(tenant.get("app").at("/status/targetRevision").asText()).isEqualTo("r1");
    assertThat(tenant.events("app"))
        .filteredOn(event -> event.getType().equals("Warning"))
        .singleElement()
        .satisfies(event -> assertThat(event.getReason()).isEqualTo("SourceShrank"));
    assertThat(SchemaSnapshot.of(tenant.database())).isEqualTo(before);

    tenant.configMap("migrations", linear(2));
    tenant.patch("app", target("r2"));
    tenant.awaitReady("app", "r2");

    tenant.configMap("migrations", linear(1));
    tenant.patch("app", "{\"spec\":{\"target\":\"head\",\"sourceShrinks\":\"Allow\"}}");
    tenant.awaitReady("app", "r1");
    assertThat(tenant.database().rows(APPLIED)).endsWith("UNDONE\tr3", "UNDONE\tr2");
  }

  @Test
  void aSourceWithAHoleIsRefusedAndAnotherApplicationsFilesAreToo() {
    tenant.configMap("migrations", linear(3));
    tenant.apply("app", SPEC + "sourceShrinks: Allow\n");
    tenant.awaitReady("app", "r3");
    var before = SchemaSnapshot.of(tenant.database());
    var files = new TreeMap<>(linear(3));
    files.remove("002_r2.sql");

    tenant.configMap("migrations", files);

    tenant.awaitNotReady("app", "SourceShrank", Kstatus.FAILED);
    assertThat(tenant.ready("app", "message"))
        .isEqualTo(
            "spec.source: ConfigMap migrations no longer has revision \"r2\", which is applied and"
                + " below revision \"r3\"; put the file back as it was");

    tenant.configMap(
        "migrations",
        Map.of("1_logins.sql", Changelogs.file("l1", "", "CREATE TABLE l ();", "DROP TABLE l;")));

    tenant.awaitNotReady("app", "ForeignHistory", Kstatus.FAILED);
    assertThat(tenant.ready("app", "message"))
        .startsWith(
            "spec.source: ConfigMap migrations has revision \"l1\" and the database has revisions"
                + " \"r1\", \"r2\", \"r3\" applied, which is nothing in common;");
    assertThat(tenant.get("app").at("/status/currentRevision").asText()).isEqualTo("r3");
    assertThat(SchemaSnapshot.of(tenant.database())).isEqualTo(before);
  }

  @Test
  void aDeletedSourceIsWaitedForAndTheDatabaseStaysAsItIs() {
    tenant.configMap("migrations", linear(3));
    tenant.apply("app", SPEC);
    tenant.awaitReady("app", "r3");
    var before = SchemaSnapshot.of(tenant.database());

    cluster.client().configMaps().inNamespace(tenant.namespace()).withName("migrations").delete();

    tenant.awaitNotReady("app", "SourceNotFound", Kstatus.IN_PROGRESS);
    assertThat(tenant.ready("app", "message"))
        .isEqualTo(
            "spec.source.configMaps: there is no ConfigMap \"migrations\" in namespace \"%s\"; create it"
                .formatted(tenant.namespace()));
    assertThat(SchemaSnapshot.of(tenant.database())).isEqualTo(before);

    tenant.configMap("migrations", linear(1));
    tenant.awaitNotReady("app", "SourceShrank", Kstatus.FAILED);
    assertThat(SchemaSnapshot.of(tenant.database())).isEqualTo(before);
    tenant.configMap("migrations", linear(3));
    tenant.awaitReady("app", "r3");
  }

  @Test
  void anotherBranchIsReachedByWayOfTheFork() {
    tenant.configMap("migrations", linear(3));
    tenant.apply("app", SPEC + "target: r3\n");
    tenant.awaitReady("app", "r3");

    tenant.configMap("migrations", otherBranch());
    tenant.patch("app", target("r4"));

    tenant.awaitReady("app", "r4");
    assertThat(tenant.database().rows(APPLIED))
        .containsExactly("APPLIED\tr1", "APPLIED\tr2", "APPLIED\tr3", "UNDONE\tr3", "APPLIED\tr4");
    assertThat(tenant.database().columnsOf("r1")).containsExactly("id", "name", "r4");
    assertThat(tenant.get("app").at("/status/lastMigration/from").asText()).isEqualTo("r3");
    assertThat(tenant.get("app").at("/status/lastMigration/to").asText()).isEqualTo("r4");
  }

  @Test
  void aDeniedDowngradeRefusesTheOtherBranchAndNamesItsRevisions() {
    tenant.configMap("migrations", linear(3));
    tenant.apply("app", SPEC + "downgrade: Deny\nsourceShrinks: Allow\n");
    tenant.awaitReady("app", "r3");

    tenant.configMap("migrations", otherBranch());

    tenant.awaitNotReady("app", "DowngradeDenied", Kstatus.FAILED);
    assertThat(tenant.ready("app", "message"))
        .isEqualTo(
            "spec.downgrade is Deny and the plan would undo r3, which lies on another branch than"
                + " the target, before it applies r4; set spec.downgrade to Allow, or choose a"
                + " target that keeps what is applied");
    var resource = tenant.get("app");
    assertThat(resource.at("/status/currentRevision").asText()).isEqualTo("r3");
    assertThat(resource.at("/status/targetRevision").asText()).isEqualTo("r4");
    assertThat(steps(resource)).containsExactly("Downgrade r3", "Upgrade r4");
    assertThat(tenant.database().columnsOf("r1")).containsExactly("id", "name", "r3");

    tenant.patch("app", "{\"spec\":{\"downgrade\":\"Allow\"}}");

    tenant.awaitReady("app", "r4");
    assertThat(tenant.database().columnsOf("r1")).containsExactly("id", "name", "r4");
  }

  @Test
  void aBaselineThatWasStampedIsBuiltUponAndNotRunAgain(@TempDir Path folder) throws IOException {
    tenant
        .database()
        .execute(
            "CREATE TABLE r1 (id int PRIMARY KEY, name text)",
            "INSERT INTO r1 VALUES (1, 'was here before')",
            "CREATE TABLE r2 (id int)");
    for (var file : linear(3).entrySet()) {
      Files.writeString(folder.resolve(file.getKey()), file.getValue());
    }
    SchemactlProcess.schemactl(
            "stamp",
            "r2",
            "--source",
            folder.toString(),
            "--database-url",
            tenant.database().libpqUrl())
        .requireSuccess();

    tenant.configMap("migrations", linear(3));
    tenant.apply("app", SPEC);

    tenant.awaitReady("app", "r3");
    assertThat(tenant.database().rows(APPLIED)).containsExactly("APPLIED\tr3");
    assertThat(tenant.database().rows("SELECT id, name, r3 FROM r1"))
        .containsExactly("1\twas here before\t");
    assertThat(tenant.database().rows("SELECT * FROM r2")).isEmpty();
    assertThat(tenant.events("app"))
        .extracting(event -> event.getReason() + ": " + event.getNote())
        .containsExactlyInAnyOrder(
            "RevisionApplied: applied r3 (r3)", "Migrated: r2 → r3 in 1 step");
  }

  /** r3 is replaced by r4, whose parent is r2 too. */
  private static Map<String, String> otherBranch() {
    var files = new TreeMap<>(linear(2));
    files.put(
        "004_r4.sql",
        Changelogs.file(
            "r4", "r2", "ALTER TABLE r1 ADD COLUMN r4 text;", "ALTER TABLE r1 DROP COLUMN r4;"));
    return files;
  }

  private static List<String> steps(JsonNode resource) {
    var steps = new java.util.ArrayList<String>();
    resource
        .at("/status/plan/steps")
        .forEach(
            it -> steps.add(it.path("operation").asText() + " " + it.path("revision").asText()));
    return steps;
  }

  private static String target(String target) {
    return "{\"spec\":{\"target\":\"%s\"}}".formatted(target);
  }
}
