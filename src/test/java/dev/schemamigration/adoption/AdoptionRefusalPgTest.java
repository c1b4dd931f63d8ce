package dev.schemamigration.adoption;

import static dev.schemamigration.testing.MigrationFixture.files;
import static dev.schemamigration.testing.MigrationFixture.revision;
import static dev.schemamigration.testing.MigrationFixture.with;
import static org.assertj.core.api.Assertions.assertThat;

import dev.schemamigration.migration.api.Cancellation;
import dev.schemamigration.migration.api.Outcome;
import dev.schemamigration.migration.api.Request;
import dev.schemamigration.migration.api.RunListener;
import dev.schemamigration.migration.reason.Fault;
import dev.schemamigration.migration.reason.Reason;
import dev.schemamigration.revision.Heads;
import dev.schemamigration.testing.MigrationFixture;
import dev.schemamigration.testing.TestPostgres;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** A history that cannot be adopted stops the run, and no tracking tables are created. */
class AdoptionRefusalPgTest {
  private static final Map<String, String> FILES =
      files(
          "1_a.sql",
          revision("1", "", "CREATE TABLE a (id int);", "DROP TABLE a;"),
          "2_b.sql",
          revision("2", "1", "CREATE TABLE b (id int);", "DROP TABLE b;"));

  private static final String OR_STAMP =
      ", or set spec.adopt to Never and record what is applied with schemactl stamp";

  private final MigrationFixture fixture =
      new MigrationFixture(TestPostgres.newest().createDatabase());

  @Test
  void aVersionThatTheSourceDoesNotHave() {
    alembicAt("public", "9");

    assertRefused(
        "spec.adopt: Alembic (public.alembic_version) stands at revision \"9\", which the source"
            + " does not have; it has \"1\", \"2\"; add that revision to the source under the same"
            + " id"
            + OR_STAMP);
  }

  @Test
  void aDirtyVersionOfGolangMigrate() {
    fixture.database.execute(
        "CREATE TABLE schema_migrations (version bigint NOT NULL PRIMARY KEY, dirty boolean NOT"
            + " NULL)",
        "INSERT INTO schema_migrations VALUES (2, true)");

    assertRefused(
        "spec.adopt: golang-migrate (public.schema_migrations) is dirty at version 2: that"
            + " migration broke off; repair the database by hand and run migrate force VERSION"
            + OR_STAMP);
  }

  @Test
  void twoToolsAtOnce() {
    alembicAt("public", "1");
    fixture.database.execute(
        "CREATE TABLE schema_migrations (version bigint NOT NULL PRIMARY KEY, dirty boolean NOT"
            + " NULL)",
        "INSERT INTO schema_migrations VALUES (2, false)");

    assertRefused(
        "spec.adopt: several tools have a history here: Alembic (public.alembic_version) and"
            + " golang-migrate (public.schema_migrations); drop the tables of those that are not"
            + " used any more"
            + OR_STAMP);

    fixture.database.execute("DROP TABLE schema_migrations", "CREATE TABLE a (id int)");
    assertThat(fixture.migrate(FILES, "head").fault()).isEmpty();
    assertThat(fixture.started).containsExactly("UPGRADE 2");
  }

  @Test
  void aTableThatTheRoleMayNotRead() {
    alembicAt("public", "1");
    var role = fixture.database.user();
    fixture
        .database
        .asAdministrator()
        .execute(
            "ALTER TABLE alembic_version OWNER TO postgres",
            "REVOKE ALL ON alembic_version FROM " + role);

    assertRefused(
        "spec.adopt: Alembic has a history in public.alembic_version, which the role of the"
            + " migrations may not read; grant it SELECT on that table"
            + OR_STAMP);

    fixture.database.asAdministrator().execute("GRANT SELECT ON alembic_version TO " + role);
    assertThat(fixture.migration.inspect(fixture.request(FILES, "head")).heads())
        .contains(new Heads(List.of("1")));
  }

  @Test
  void aTableInALaterSchemaOfTheSearchPath() {
    fixture.database.execute("CREATE SCHEMA app");
    alembicAt("public", "1");
    var request =
        with(
            fixture.request(FILES, "head"),
            fixture.settings().withSchemas(Optional.of("app,public"), "schema_migration"));

    assertThat(fixture.migration.inspect(request).fault())
        .isEqualTo(fixture.migrate(request).fault());
    assertThat(fixture.migrate(request).fault())
        .contains(
            new Fault(
                Reason.AdoptionRefused,
                "spec.adopt: Alembic has a history in public.alembic_version, and that schema is"
                    + " not the first of spec.database.schema that is there; put it first to take"
                    + " the history over"
                    + OR_STAMP));
  }

  @Test
  void schemasThatAreNotThereAreNotTheFirst() {
    alembicAt("public", "2");
    var settings =
        fixture.settings().withSchemas(Optional.of("$user,app,public"), "schema_migration");

    var report = fixture.migrate(with(fixture.request(FILES, "head"), settings));

    assertThat(report.fault()).isEmpty();
    assertThat(report.heads()).contains(new Heads(List.of("2")));
    assertThat(fixture.started).isEmpty();
  }

  @Test
  void aRoleThatMayNotCreateTheTablesIsReported() {
    alembicAt("public", "1");
    var database = fixture.database;
    database
        .asAdministrator()
        .execute(
            "ALTER DATABASE " + database.name() + " OWNER TO postgres",
            "REVOKE ALL ON DATABASE " + database.name() + " FROM PUBLIC, " + database.user(),
            "GRANT CONNECT ON DATABASE " + database.name() + " TO " + database.user());

    var fault = fixture.migrate(FILES, "head").fault().orElseThrow();

    assertThat(fault.reason()).isEqualTo(Reason.PermissionDenied);
    assertThat(fault.message())
        .startsWith(
            "spec.database.trackingSchema: "
                + database.user()
                + " cannot make the tables of schema schema_migration in 127.0.0.1:")
        .endsWith(
            "; GRANT CREATE ON DATABASE "
                + database.name()
                + " TO "
                + database.user()
                + ", or create the schema with "
                + database.user()
                + " as its owner");
  }

  @Test
  void anApplicationsOwnTableOfThatNameIsNone() {
    fixture.database.execute(
        "CREATE TABLE schema_migrations (version varchar NOT NULL PRIMARY KEY)",
        "INSERT INTO schema_migrations VALUES ('20240101000000')");

    assertThat(fixture.migrate(FILES, "head").fault()).isEmpty();
    assertThat(fixture.started).containsExactly("UPGRADE 1", "UPGRADE 2");
  }

  @Test
  void aStampWithAMistakeInItDoesNotEndTheSearchForOtherHistories() {
    alembicAt("public", "1");
    fixture.database.execute("CREATE TABLE a (id int)");

    var stamp =
        fixture.migration.stamp(
            fixture.request(FILES, "head"),
            List.of("01"),
            false,
            RunListener.SILENT,
            new Cancellation());

    assertThat(stamp.fault().orElseThrow().reason()).isEqualTo(Reason.TargetNotFound);
    assertThat(fixture.database.one("SELECT to_regnamespace('schema_migration')")).isEmpty();
    assertThat(fixture.migrate(FILES, "head").fault()).isEmpty();
    assertThat(fixture.started).containsExactly("UPGRADE 2");
  }

  @Test
  void aStampIsOneLineInTheJournalAndEndsTheSearchForOtherHistories() {
    alembicAt("public", "9");

    var stamp =
        fixture.migration.stamp(
            fixture.request(FILES, "head"),
            List.of("2"),
            false,
            RunListener.SILENT,
            new Cancellation());

    assertThat(stamp.fault()).isEmpty();
    assertThat(
            fixture.database.rows(
                "SELECT event, detail, author FROM schema_migration.revision_journal"))
        .containsExactly("STAMPED\t2\tshop/app");
    assertThat(fixture.migrate(FILES, "head").outcome()).isEqualTo(new Outcome.Settled());
  }

  @Test
  void adoptNeverIgnoresAnExistingHistory() {
    alembicAt("public", "2");
    var request = with(fixture.request(FILES, "head"), Request.Adoption.NEVER);

    assertThat(fixture.migration.inspect(request).heads()).isEqualTo(Optional.of(Heads.BASE));
    assertThat(fixture.migrate(request).fault()).isEmpty();
    assertThat(fixture.started).containsExactly("UPGRADE 1", "UPGRADE 2");
    assertThat(
            fixture.database.rows(
                "SELECT event FROM schema_migration.revision_journal WHERE event = 'ADOPTED'"))
        .isEmpty();
  }

  private void alembicAt(String schema, String version) {
    fixture.database.execute(
        "CREATE TABLE " + schema + ".alembic_version (version_num varchar(32) PRIMARY KEY)",
        "INSERT INTO " + schema + ".alembic_version VALUES ('" + version + "')");
  }

  private void assertRefused(String message) {
    var fault = Optional.of(new Fault(Reason.AdoptionRefused, message));
    assertThat(fixture.migration.inspect(fixture.request(FILES, "head")).fault()).isEqualTo(fault);
    assertThat(fixture.migrate(FILES, "head").fault()).isEqualTo(fault);
    assertThat(fixture.started).isEmpty();
    assertThat(fixture.database.one("SELECT to_regnamespace('schema_migration')")).isEmpty();
  }
}
