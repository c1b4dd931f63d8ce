package dev.schemamigration.adoption;

import static dev.schemamigration.testing.MigrationFixture.files;
import static dev.schemamigration.testing.MigrationFixture.revision;
import static org.assertj.core.api.Assertions.assertThat;

import dev.schemamigration.migration.api.Outcome;
import dev.schemamigration.migration.reason.Reason;
import dev.schemamigration.revision.Heads;
import dev.schemamigration.testing.MigrationFixture;
import dev.schemamigration.testing.TestPostgres;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import liquibase.Contexts;
import liquibase.Liquibase;
import liquibase.database.DatabaseFactory;
import liquibase.database.jvm.JdbcConnection;
import liquibase.resource.DirectoryResourceAccessor;
import org.flywaydb.core.Flyway;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A database that another tool has migrated is adopted, then upgraded and downgraded. */
class AdoptionPgTest {
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
          "3_name.sql",
          revision(
              "3",
              "2",
              "ALTER TABLE users ADD COLUMN name text;",
              "ALTER TABLE users DROP COLUMN name;"));

  private final MigrationFixture fixture =
      new MigrationFixture(TestPostgres.newest().createDatabase());

  @TempDir Path folder;

  @Test
  void alembicsVersionTableIsAdoptedAndTheRestApplied() {
    fixture.database.execute(
        "CREATE TABLE users (id int PRIMARY KEY, mail text)",
        "CREATE TABLE alembic_version (version_num varchar(32) NOT NULL PRIMARY KEY)",
        "INSERT INTO alembic_version VALUES ('2')");

    var inspection = fixture.migration.inspect(fixture.request(THREE, "head"));
    assertThat(inspection.outcome()).isEqualTo(new Outcome.Pending());
    assertThat(inspection.heads()).contains(new Heads(List.of("2")));
    assertThat(fixture.database.one("SELECT to_regnamespace('schema_migration')")).isEmpty();

    assertUpAndDownAgain("Alembic (public.alembic_version): 2");
  }

  @Test
  void aTargetBeforeTheAdoptionPointIsReachedAtOnce() {
    fixture.database.execute(
        "CREATE TABLE users (id int PRIMARY KEY, mail text)",
        "CREATE TABLE alembic_version (version_num varchar(32) NOT NULL PRIMARY KEY)",
        "INSERT INTO alembic_version VALUES ('2')");

    var inspection = fixture.migration.inspect(fixture.request(THREE, "1"));
    assertThat(inspection.fault()).isEmpty();
    assertThat(inspection.outcome()).isEqualTo(new Outcome.Pending());

    assertThat(fixture.migrate(THREE, "1").heads()).contains(new Heads(List.of("1")));
    assertThat(fixture.started).containsExactly("DOWNGRADE 2");
  }

  @Test
  void anAdoptionWithNothingElseToDoIsPendingUntilItIsRecorded() {
    fixture.database.execute(
        "CREATE TABLE alembic_version (version_num varchar(32) NOT NULL PRIMARY KEY)",
        "INSERT INTO alembic_version VALUES ('3')");
    assertThat(fixture.migration.inspect(fixture.request(THREE, "head")).outcome())
        .isEqualTo(new Outcome.Pending());

    assertThat(fixture.migrate(THREE, "head").outcome()).isEqualTo(new Outcome.Settled());

    assertThat(fixture.migration.inspect(fixture.request(THREE, "head")).outcome())
        .isEqualTo(new Outcome.Settled());
    assertThat(fixture.started).isEmpty();
  }

  @Test
  void liquibasesOwnTableIsAdopted() throws Exception {
    for (var name : List.of("1_users.sql", "2_mail.sql")) {
      Files.writeString(folder.resolve(name), THREE.get(name));
    }
    try (var connection = fixture.database.connect()) {
      for (var name : List.of("1_users.sql", "2_mail.sql")) {
        var database =
            DatabaseFactory.getInstance()
                .findCorrectDatabaseImplementation(new JdbcConnection(connection));
        new Liquibase(name, new DirectoryResourceAccessor(folder), database).update(new Contexts());
      }
    }

    assertUpAndDownAgain("Liquibase (public.databasechangelog): 2");
  }

  @Test
  void flywaysHistoryIsAdopted() throws Exception {
    Files.writeString(folder.resolve("V1__users.sql"), "CREATE TABLE users (id int PRIMARY KEY);");
    Files.writeString(folder.resolve("V2__mail.sql"), "ALTER TABLE users ADD COLUMN mail text;");
    Flyway.configure()
        .dataSource(
            fixture.database.jdbcUrl(), fixture.database.user(), fixture.database.password())
        .locations("filesystem:" + folder)
        .load()
        .migrate();

    assertUpAndDownAgain("Flyway (public.flyway_schema_history): 2");
  }

  /** The statements are golang-migrate's own. */
  @Test
  void golangMigratesNumberIsAdopted() {
    fixture.database.execute(
        "CREATE TABLE users (id int PRIMARY KEY, mail text)",
        "CREATE TABLE IF NOT EXISTS \"public\".\"schema_migrations\" (version bigint not null"
            + " primary key, dirty boolean not null)",
        "INSERT INTO \"public\".\"schema_migrations\" (version, dirty) VALUES (2, false)");

    assertUpAndDownAgain("golang-migrate (public.schema_migrations): 2");
  }

  @Test
  void aVersionThatTheSourceDoesNotHaveIsRefusedAndNothingIsWritten() {
    fixture.database.execute(
        "CREATE TABLE alembic_version (version_num varchar(32) NOT NULL PRIMARY KEY)",
        "INSERT INTO alembic_version VALUES ('deadbeef')");

    var report = fixture.migrate(THREE, "head");

    assertThat(report.fault().orElseThrow().reason()).isEqualTo(Reason.AdoptionRefused);
    assertThat(report.fault().orElseThrow().message()).contains("deadbeef", "schemactl stamp");
    assertThat(fixture.database.one("SELECT to_regnamespace('schema_migration')")).isEmpty();
  }

  private void assertUpAndDownAgain(String journaled) {
    var up = fixture.migrate(THREE, "head");

    assertThat(up.fault()).isEmpty();
    assertThat(up.heads()).contains(new Heads(List.of("3")));
    assertThat(fixture.started).containsExactly("UPGRADE 3");
    assertThat(
            fixture.database.rows(
                "SELECT event, detail FROM schema_migration.revision_journal ORDER BY id LIMIT 1"))
        .containsExactly("ADOPTED\t" + journaled);

    var down = fixture.migrate(THREE, "1");

    assertThat(down.fault()).isEmpty();
    assertThat(down.heads()).contains(new Heads(List.of("1")));
    assertThat(
            fixture.database.rows(
                "SELECT column_name FROM information_schema.columns"
                    + " WHERE table_name = 'users' AND table_schema = 'public'"))
        .containsExactly("id");
  }
}
