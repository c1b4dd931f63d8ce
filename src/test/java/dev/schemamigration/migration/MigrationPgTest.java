package dev.schemamigration.migration;

import static dev.schemamigration.testing.MigrationFixture.files;
import static dev.schemamigration.testing.MigrationFixture.revision;
import static org.assertj.core.api.Assertions.assertThat;

import dev.schemamigration.migration.api.Outcome;
import dev.schemamigration.migration.reason.Fault;
import dev.schemamigration.migration.reason.Reason;
import dev.schemamigration.policy.Permission;
import dev.schemamigration.policy.PolicyRules;
import dev.schemamigration.revision.Heads;
import dev.schemamigration.testing.MigrationFixture;
import dev.schemamigration.testing.TestPostgres;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class MigrationPgTest {
  private static final Map<String, String> THREE =
      files(
          "1_users.sql",
          revision("1", "", "CREATE TABLE users (id int PRIMARY KEY);", "DROP TABLE users;"),
          "2_mail.sql",
          revision(
              "2",
              "1",
              "ALTER TABLE users ADD COLUMN mail text;",
              "ALTER TABLE users DROP COLUMN mail;"),
          "3_index.sql",
          """
          --liquibase formatted sql
          -- revision: 3
          -- down_revision: 2

          --changeset test:3 runInTransaction:false
          CREATE INDEX CONCURRENTLY users_mail ON users (mail);
          --rollback DROP INDEX CONCURRENTLY users_mail;
          """);

  private final MigrationFixture fixture =
      new MigrationFixture(TestPostgres.newest().createDatabase());

  @Test
  void anEmptyDatabaseIsTakenToHead() {
    var report = fixture.migrate(THREE, "head");

    assertThat(report.fault()).isEmpty();
    assertThat(report.outcome()).isEqualTo(new Outcome.Migrated());
    assertThat(report.heads()).contains(new Heads(List.of("3")));
    assertThat(report.applied().orElseThrow().ids()).containsExactly("1", "2", "3");
    assertThat(fixture.started).containsExactly("UPGRADE 1", "UPGRADE 2", "UPGRADE 3");
    assertThat(
            fixture.database.rows(
                "SELECT revision, state FROM schema_migration.revision_archive ORDER BY 1"))
        .containsExactly("1\tAPPLIED", "2\tAPPLIED", "3\tAPPLIED");
    assertThat(
            fixture.database.rows(
                "SELECT filename, id, orderexecuted FROM schema_migration.databasechangelog ORDER"
                    + " BY 3"))
        .containsExactly("1_users.sql\t1\t1", "2_mail.sql\t2\t2", "3_index.sql\t3\t3");
  }

  @Test
  void theSettledInspectionWritesNothing() {
    fixture.migrate(THREE, "head");

    var report = fixture.migration.inspect(fixture.request(THREE, "head"));

    assertThat(report.outcome()).isEqualTo(new Outcome.Settled());
    assertThat(report.heads()).contains(new Heads(List.of("3")));
    assertThat(report.applied().orElseThrow().ids()).containsExactly("1", "2", "3");
  }

  @Test
  void aDowngradeRunsFromTheArchiveWhenTheSourceHasLostTheRevisions() {
    fixture.migrate(THREE, "head");
    var reverted = files("1_users.sql", THREE.get("1_users.sql"));

    var report = fixture.migrateReverted(reverted, "head");

    assertThat(report.fault()).isEmpty();
    assertThat(report.heads()).contains(new Heads(List.of("1")));
    assertThat(report.applied().orElseThrow().ids()).containsExactly("1");
    assertThat(
            fixture.database.rows(
                "SELECT column_name FROM information_schema.columns WHERE table_name = 'users'"))
        .containsExactly("id");
  }

  @Test
  void aFailedRevisionLeavesNothingBehind() {
    var broken =
        files(
            "1_users.sql",
            THREE.get("1_users.sql"),
            "2_bad.sql",
            """
            --liquibase formatted sql
            -- revision: 2
            -- down_revision: 1

            --changeset test:a
            CREATE TABLE extra (id int);
            --rollback DROP TABLE extra;
            --changeset test:b
            INSERT INTO extra VALUES (1);
            SELEKT 1;
            --rollback empty
            """);

    var report = fixture.migrate(broken, "head");

    assertThat(report.fault())
        .contains(
            new Fault(
                Reason.MigrationFailed,
                "revision 2, changeset test:b, statement 2 (2_bad.sql:10): syntax error at or near"
                    + " \"SELEKT\" (SQLSTATE 42601, at character 1)"));
    assertThat(report.heads()).contains(new Heads(List.of("1")));
    assertThat(fixture.database.one("SELECT to_regclass('extra')")).isEmpty();
  }

  @Test
  void aDowngradeIsRefusedWhereItIsDenied() {
    fixture.migrate(THREE, "head");

    var report =
        fixture.migrate(
            fixture.request(
                THREE, "1", new PolicyRules(Permission.DENY, true, Optional.empty()), List.of()));

    assertThat(report.fault())
        .contains(
            new Fault(
                Reason.DowngradeDenied,
                "spec.downgrade is Deny and the plan would undo 3, 2; set spec.downgrade to Allow,"
                    + " or choose a target that keeps what is applied"));
    assertThat(report.heads()).contains(new Heads(List.of("3")));
  }

  @Test
  void backToBaseLeavesTheSchemaEmpty() {
    fixture.migrate(THREE, "head");

    var report = fixture.migrate(THREE, "base");

    assertThat(report.fault()).isEmpty();
    assertThat(report.heads()).contains(Heads.BASE);
    assertThat(fixture.database.rows("SELECT tablename FROM pg_tables WHERE schemaname = 'public'"))
        .isEmpty();
  }

  @Test
  void anEditedAppliedFileIsRefused() {
    fixture.migrate(THREE, "2");
    var edited =
        files(
            "1_users.sql",
            THREE.get("1_users.sql").replace("id int PRIMARY", "id bigint PRIMARY"),
            "2_mail.sql",
            THREE.get("2_mail.sql"));

    var report = fixture.migration.inspect(fixture.request(edited, "head"));

    assertThat(report.fault().orElseThrow().reason()).isEqualTo(Reason.ChecksumMismatch);
    assertThat(report.fault().orElseThrow().message())
        .startsWith(
            "revision 1: file 1_users.sql was edited after it had been applied: changeset"
                + " 1_users.sql::1::test had checksum 9:");
  }
}
