package dev.schemamigration.operator;

import static dev.schemamigration.testing.Changelogs.inline;
import static dev.schemamigration.testing.Changelogs.linear;
import static dev.schemamigration.testing.Tenant.DATABASE;
import static org.assertj.core.api.Assertions.assertThat;

import dev.schemamigration.testing.Changelogs;
import dev.schemamigration.testing.ClusterTest;
import dev.schemamigration.testing.ClusterTest.Environment;
import dev.schemamigration.testing.Kstatus;
import dev.schemamigration.testing.Tenant;
import dev.schemamigration.testing.TestPostgres;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/**
 * Faults are reported on the resource, and the migration goes on by itself once they are repaired.
 */
@ClusterTest(Environment.OPERATOR)
class FaultsKubeIT {
  private static final String SOURCE = "source: {configMaps: [{name: migrations}]}\n";

  private final Tenant tenant;

  FaultsKubeIT(Tenant tenant) {
    this.tenant = tenant;
  }

  @Test
  void aBrokenRevisionIsNamedAndItsRepairIsPickedUp() {
    tenant.withDatabaseSecret();
    tenant.configMap("migrations", linear(2));
    tenant.apply("app", DATABASE + SOURCE);
    tenant.awaitReady("app", "r2");
    var files = new TreeMap<>(linear(2));

    files.put(
        "003_r3.sql",
        Changelogs.file(
            "r3",
            "r2",
            "ALTER TABLE r1 ADD COLUMN r3 text;\nALTER TABLE r1 ADDD COLUMN oops int;",
            "ALTER TABLE r1 DROP COLUMN r3;"));
    tenant.configMap("migrations", files);

    tenant.awaitNotReady("app", "MigrationFailed", Kstatus.FAILED);
    assertThat(tenant.ready("app", "message"))
        .contains("revision r3", "statement 2", "42601", "syntax error at or near \"ADDD\"");
    assertThat(tenant.get("app").at("/status/currentRevision").asText()).isEqualTo("r2");
    assertThat(tenant.get("app").at("/status/lastMigration/outcome").asText()).isEqualTo("Failed");
    assertThat(tenant.database().columnsOf("r1")).doesNotContain("r3");
    assertThat(tenant.events("app"))
        .filteredOn(event -> event.getType().equals("Warning"))
        .singleElement()
        .satisfies(event -> assertThat(event.getReason()).isEqualTo("MigrationFailed"));

    tenant.configMap("migrations", linear(3));

    tenant.awaitReady("app", "r3");
    assertThat(tenant.database().columnsOf("r1")).contains("r3");
  }

  @Test
  void aMissingSecretIsWaitedForByName() {
    tenant.apply("app", DATABASE + inline(linear(1)));

    tenant.awaitNotReady("app", "SecretNotFound", Kstatus.IN_PROGRESS);
    assertThat(tenant.ready("app", "message"))
        .isEqualTo(
            "spec.database.secretRef: there is no Secret \"db\" in namespace \"%s\"; create it"
                .formatted(tenant.namespace()));

    tenant.withDatabaseSecret();

    tenant.awaitReady("app", "r1");
    assertThat(tenant.get("app").at("/metadata/generation").asInt()).isEqualTo(1);
  }

  @Test
  void aMissingConfigMapIsWaitedForByName() {
    tenant.withDatabaseSecret();
    tenant.apply("app", DATABASE + SOURCE);

    tenant.awaitNotReady("app", "SourceNotFound", Kstatus.IN_PROGRESS);
    assertThat(tenant.ready("app", "message"))
        .isEqualTo(
            "spec.source.configMaps: there is no ConfigMap \"migrations\" in namespace \"%s\"; create it"
                .formatted(tenant.namespace()));

    tenant.configMap("migrations", linear(1));

    tenant.awaitReady("app", "r1");
  }

  @Test
  void anEmptiedConfigMapUndoesNothing() {
    tenant.withDatabaseSecret();
    tenant.configMap("migrations", linear(2));
    tenant.apply("app", DATABASE + SOURCE);
    tenant.awaitReady("app", "r2");
    var columns = tenant.database().columnsOf("r1");

    tenant.configMap("migrations", Map.of());

    tenant.awaitNotReady("app", "SourceEmpty", Kstatus.FAILED);
    assertThat(tenant.ready("app", "message"))
        .startsWith("ConfigMap migrations: holds no revision: looked for ");
    assertThat(tenant.database().columnsOf("r1")).isEqualTo(columns);

    tenant.configMap("migrations", Map.of("001_r1.sql.txt", Changelogs.R1));

    tenant.awaitThat(
        "app",
        app ->
            assertThat(app.at("/status/conditions").toString())
                .contains("1 file with another ending: 001_r1.sql.txt"));
    assertThat(tenant.database().columnsOf("r1")).isEqualTo(columns);

    tenant.configMap("migrations", linear(3));

    tenant.awaitReady("app", "r3");
  }

  @Test
  void aMissingKeyIsWaitedForByName() {
    tenant.withDatabaseSecret();
    tenant.secret("values", Map.of("other", "x"));
    tenant.apply(
        "app",
        DATABASE
            + "parameters: [{name: p, valueFrom: {secretKeyRef: {name: values, key: p}}}]\n"
            + inline(linear(1)));

    tenant.awaitNotReady("app", "ParameterNotFound", Kstatus.IN_PROGRESS);
    tenant.awaitThat(
        "app",
        app ->
            assertThat(tenant.ready("app", "message"))
                .isEqualTo(
                    "spec.parameters[p]: the Secret \"values\" has no key \"p\"; it has other. Add"
                        + " the key or name another"));

    tenant.secret("values", Map.of("other", "x", "p", "y"));

    tenant.awaitReady("app", "r1");
  }

  @Test
  void anEditedAppliedFileIsNamedAndTheDatabaseIsNotTouched() {
    tenant.withDatabaseSecret();
    tenant.configMap("migrations", linear(2));
    tenant.apply("app", DATABASE + SOURCE);
    tenant.awaitReady("app", "r2");
    var files = new TreeMap<>(linear(3));
    files.put("001_r1.sql", Changelogs.R1.replace("name text", "name varchar"));

    tenant.configMap("migrations", files);

    tenant.awaitNotReady("app", "ChecksumMismatch", Kstatus.FAILED);
    assertThat(tenant.ready("app", "message")).contains("001_r1.sql");
    assertThat(tenant.database().columnsOf("r1")).doesNotContain("r3");

    tenant.configMap("migrations", linear(3));

    tenant.awaitReady("app", "r3");
  }

  @Test
  void anOutageIsReportedWithItsAttemptsAndEndsByItself() {
    var server = TestPostgres.own();
    try {
      tenant.secret("db", Map.of("uri", server.createDatabase().libpqUrl()));
      tenant.apply("app", DATABASE + "interval: 1s\n" + inline(linear(1)));
      tenant.awaitReady("app", "r1");

      server.stop();
      tenant.awaitNotReady("app", "DatabaseUnreachable", Kstatus.IN_PROGRESS);
      tenant.awaitThat(
          "app",
          resource ->
              assertThat(tenant.ready("app", "message"))
                  .containsPattern("\\(attempt [3-9], next at 20.*Z\\)$"));
      assertThat(tenant.condition("app", "Reconciling", "reason"))
          .isEqualTo("ProgressingWithRetry");
      assertThat(tenant.get("app").at("/status/currentRevision").asText()).isEqualTo("r1");

      server.start();
      tenant.awaitReady("app", "r1");
    } finally {
      server.stop();
    }
  }

  @Test
  void aRotatedPasswordIsUsedAndNoFailureIsReported() {
    tenant.withDatabaseSecret();
    tenant.configMap("migrations", linear(1));
    tenant.apply("app", DATABASE + SOURCE);
    tenant.awaitReady("app", "r1");
    var user = tenant.database().user();

    tenant.database().asAdministrator().execute("ALTER ROLE " + user + " PASSWORD 'rotated'");
    tenant.secret(
        "db",
        Map.of(
            "DATABASE_URL",
            tenant.database().libpqUrl().replace(tenant.database().password(), "rotated")));
    tenant.configMap("migrations", linear(2));

    tenant.awaitReady("app", "r2");
    assertThat(tenant.events("app")).noneMatch(event -> event.getType().equals("Warning"));
  }

  @Test
  void aWrongPasswordIsReportedAndCorrectedByTheSecretAlone() {
    tenant.secret(
        "db",
        Map.of(
            "DATABASE_URL",
            tenant.database().libpqUrl().replace(tenant.database().password(), "wr0ng")));
    tenant.apply("app", DATABASE + inline(linear(1)));

    tenant.awaitNotReady("app", "AuthenticationFailed", Kstatus.IN_PROGRESS);
    assertThat(tenant.ready("app", "message")).contains("password").doesNotContain("wr0ng");

    tenant.withDatabaseSecret();

    tenant.awaitReady("app", "r1");
  }

  @Test
  void anUnreachableServerIsReportedByAddress() {
    tenant.secret("login", Map.of("user", "u", "password", "p"));
    tenant.apply(
        "app",
        """
        database:
          host: 127.0.0.1
          port: 1
          name: nowhere
          usernameFrom: {name: login, key: user}
          passwordFrom: {name: login, key: password}
        """
            + inline(linear(1)));

    tenant.awaitNotReady("app", "DatabaseUnreachable", Kstatus.IN_PROGRESS);
    assertThat(tenant.ready("app", "message")).contains("127.0.0.1:1/nowhere");
  }

  @Test
  void anUnknownTargetIsRefused() {
    tenant.withDatabaseSecret();
    tenant.apply("app", DATABASE + "target: r9\n" + inline(linear(2)));

    tenant.awaitNotReady("app", "TargetNotFound", Kstatus.FAILED);
    assertThat(tenant.ready("app", "message")).contains("spec.target", "\"r9\"");
    databaseIsEmpty();
  }

  @Test
  void aMalformedHeaderIsNamedByFileAndLine() {
    tenant.withDatabaseSecret();
    tenant.apply(
        "app",
        DATABASE
            + inline(
                Map.of(
                    "001_r1.sql",
                    Changelogs.R1.replace("-- down_revision:", "-- down_revision: a b!"))));

    tenant.awaitNotReady("app", "InvalidSource", Kstatus.FAILED);
    assertThat(tenant.ready("app", "message")).contains("001_r1.sql line 5");
    databaseIsEmpty();
  }

  @Test
  void aGraphWithoutItsParentIsRefused() {
    tenant.withDatabaseSecret();
    tenant.apply("app", DATABASE + inline(Map.of("002_r2.sql", Changelogs.R2)));

    tenant.awaitNotReady("app", "InvalidGraph", Kstatus.FAILED);
    assertThat(tenant.ready("app", "message")).contains("\"r2\"", "\"r1\"");
    databaseIsEmpty();
  }

  @Test
  void aRoleThatMayNotCreateTheTrackingSchemaIsReportedWithTheGrant() {
    tenant.withDatabaseSecret();
    tenant
        .database()
        .asAdministrator()
        .execute("ALTER DATABASE " + tenant.database().name() + " OWNER TO postgres");
    tenant.apply("app", DATABASE + inline(linear(1)));

    tenant.awaitNotReady("app", "PermissionDenied", Kstatus.FAILED);
    assertThat(tenant.ready("app", "message"))
        .contains("spec.database.trackingSchema", "schema_migration", "GRANT CREATE ON DATABASE");
    databaseIsEmpty();

    tenant
        .database()
        .asAdministrator()
        .execute("ALTER DATABASE %1$s OWNER TO %1$s".formatted(tenant.database().name()));
    tenant.requestReconcile("app", "now");

    tenant.awaitReady("app", "r1");
  }

  @Test
  void aMissingDatabaseIsReportedWithTheFieldToSet() {
    tenant.apply("app", inline(linear(1)));

    tenant.awaitNotReady("app", "InvalidConnection", Kstatus.FAILED);
    assertThat(tenant.ready("app", "message"))
        .isEqualTo(
            "spec.database: is not given, and the operator was started without DATABASE_URL; name a"
                + " Secret in spec.database.secretRef");
  }

  @Test
  void aLockThatSomebodyHoldsIsNamedAndWaitedFor() throws java.sql.SQLException {
    tenant.withDatabaseSecret();
    tenant.configMap("migrations", linear(2));
    tenant.apply("app", DATABASE + "execution: {lockTimeout: 2s}\n" + SOURCE);
    tenant.awaitReady("app", "r2");
    try (var holder = tenant.database().connect();
        var statement = holder.createStatement()) {
      holder.setAutoCommit(false);
      statement.execute("SET application_name = 'a-long-report'");
      statement.executeQuery("SELECT * FROM r1");

      tenant.configMap("migrations", linear(3));

      tenant.awaitThat(
          "app",
          resource -> {
            assertThat(resource.at("/status/blockedBy/0/applicationName").asText())
                .isEqualTo("a-long-report");
            assertThat(Kstatus.of(resource)).isEqualTo(Kstatus.IN_PROGRESS);
          });
      assertThat(tenant.condition("app", "Reconciling", "reason"))
          .isEqualTo("ProgressingWithRetry");
      holder.rollback();
    }

    tenant.awaitReady("app", "r3");
    assertThat(tenant.get("app").at("/status").has("blockedBy")).isFalse();
  }

  @Test
  void theHistoryOfAnotherToolIsAdoptedAndReported() {
    tenant.withDatabaseSecret();
    tenant
        .database()
        .execute(
            "CREATE TABLE alembic_version (version_num varchar(32) PRIMARY KEY)",
            "INSERT INTO alembic_version VALUES ('r2')",
            "CREATE TABLE r1 (id int PRIMARY KEY, name text)",
            "CREATE TABLE r2 (id int)");
    tenant.apply("app", DATABASE + inline(linear(3)));

    tenant.awaitReady("app", "r3");

    assertThat(tenant.database().columnsOf("r1")).containsExactly("id", "name", "r3");
    assertThat(tenant.events("app"))
        .anySatisfy(
            event -> {
              assertThat(event.getReason()).isEqualTo("Adopted");
              assertThat(event.getNote()).isEqualTo("took over the history of Alembic: r1, r2");
            });
  }

  private void databaseIsEmpty() {
    assertThat(
            tenant
                .database()
                .rows(
                    "SELECT nspname FROM pg_namespace WHERE nspname NOT LIKE 'pg_%' AND nspname <>"
                        + " 'information_schema' ORDER BY 1"))
        .containsExactly("public");
    assertThat(
            tenant.database().rows("SELECT tablename FROM pg_tables WHERE schemaname = 'public'"))
        .isEmpty();
  }
}
