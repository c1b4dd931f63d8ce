package dev.schemamigration.adoption;

import static dev.schemamigration.testing.MigrationFixture.files;
import static dev.schemamigration.testing.MigrationFixture.revision;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.schemamigration.migration.api.Outcome;
import dev.schemamigration.migration.reason.Fault;
import dev.schemamigration.migration.reason.Reason;
import dev.schemamigration.revision.Heads;
import dev.schemamigration.testing.MigrationFixture;
import dev.schemamigration.testing.SchemaSnapshot;
import dev.schemamigration.testing.TestPostgres;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.configuration.FluentConfiguration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Flyway itself migrates a database; upgrades and downgrades continue from there. */
class FlywayAdoptionPgTest {
  private static final String USERS = "CREATE TABLE users (id int PRIMARY KEY);";
  private static final String MAIL = "ALTER TABLE users ADD COLUMN mail text;";
  private static final String NAME = "ALTER TABLE users ADD COLUMN name text;";

  /** Flyway's files under their names, with a header and a rollback added. */
  private static final Map<String, String> CONVERTED =
      files(
          "V1__users.sql",
          revision("1", "", USERS, "DROP TABLE users;"),
          "V1_1__mail.sql",
          revision("1.1", "1", MAIL, "ALTER TABLE users DROP COLUMN mail;"),
          "V2__name.sql",
          revision("2", "1.1", NAME, "ALTER TABLE users DROP COLUMN name;"));

  private final MigrationFixture fixture =
      new MigrationFixture(TestPostgres.newest().createDatabase());

  @TempDir Path folder;

  @Test
  void versionedMigrationsAreAdoptedAndRepeatableOnesNotedInTheJournal() {
    write("V1__users.sql", USERS);
    write("V1_1__mail.sql", MAIL);
    write("R__views.sql", "CREATE OR REPLACE VIEW mails AS SELECT id FROM users;");
    flyway().load().migrate();

    assertUpToHeadAndBackToBase(
        "Flyway (public.flyway_schema_history); repeatable migration R__views.sql is not taken"
            + " over: 1.1",
        "UPGRADE 2");
  }

  @Test
  void aBaselineIncludesEarlierMigrations() {
    fixture.database.execute("CREATE TABLE users (id int PRIMARY KEY)");
    write("V1__users.sql", USERS);
    write("V1_1__mail.sql", MAIL);
    flyway().baselineOnMigrate(true).baselineVersion("1").load().migrate();

    assertUpToHeadAndBackToBase("Flyway (public.flyway_schema_history): 1.1", "UPGRADE 2");
  }

  @Test
  void versionsThatRanOutOfOrderCountAsRun() {
    write("V1__users.sql", USERS);
    write("V2__name.sql", NAME);
    flyway().load().migrate();
    write("V1_1__mail.sql", MAIL);
    flyway().outOfOrder(true).load().migrate();

    assertUpToHeadAndBackToBase("Flyway (public.flyway_schema_history): 2");
  }

  @Test
  void aVersionThatFlywayHasLeftOutSoFarIsRefused() {
    write("V1__users.sql", USERS);
    write("V2__name.sql", NAME);
    flyway().load().migrate();

    assertRefused(
        CONVERTED,
        "spec.adopt: Flyway (public.flyway_schema_history) has run \"2\" without \"1.1\", which must"
            + " come before it in the source; correct down_revision in the files to the order in"
            + " which they were run");
  }

  @Test
  void aFailedMigrationIsRefusedUntilFlywayHasRepairedIt() {
    write("V1__users.sql", USERS);
    write("V1_1__mail.sql", MAIL);
    flyway().load().migrate();
    // This release writes no such row on Postgres; older ones do.
    fixture.database.execute(
        "UPDATE flyway_schema_history SET success = false WHERE version = '1.1'",
        "ALTER TABLE users DROP COLUMN mail");

    assertRefused(
        CONVERTED,
        "spec.adopt: Flyway (public.flyway_schema_history) has a failed migration: V1_1__mail.sql;"
            + " repair the database by hand and run flyway repair");

    flyway().load().repair();
    assertUpToHeadAndBackToBase(
        "Flyway (public.flyway_schema_history): 1", "UPGRADE 1.1", "UPGRADE 2");
  }

  /** This edition of Flyway has no undo, so its files have no rollback. */
  @Test
  void anUnchangedFolderOfFlywayIsAppliedAndReportedAsIrreversible() {
    var plain = files("V1__users.sql", USERS, "V2__mail.sql", MAIL, "V3__name.sql", NAME);
    plain.entrySet().stream().limit(2).forEach(it -> write(it.getKey(), it.getValue()));
    flyway().load().migrate();
    assertThatThrownBy(() -> flyway().load().undo()).hasMessageContaining("undo");

    var up = fixture.migrate(plain, "head");

    assertThat(up.fault()).isEmpty();
    assertThat(up.heads()).contains(new Heads(List.of("V3")));
    assertThat(fixture.started).containsExactly("UPGRADE V3");
    var down = fixture.migrate(plain, "V1");
    assertThat(down.fault())
        .contains(
            new Fault(
                Reason.Irreversible,
                "revision V3 cannot be undone: script V3__name.sql has no rollback;"
                    + " choose a target that keeps it"));
  }

  @Test
  void flywayNoticesNothingOfWhatIsDoneAfterItAndDoesNoHarm() {
    write("V1__users.sql", USERS);
    flyway().load().migrate();
    assertThat(fixture.migrate(CONVERTED, "1.1").fault()).isEmpty();
    var before = SchemaSnapshot.of(fixture.database);
    write("V1_1__mail.sql", MAIL);

    assertThatThrownBy(() -> flyway().load().migrate())
        .hasMessageContaining("column \"mail\" of relation \"users\" already exists");

    assertThat(SchemaSnapshot.of(fixture.database)).isEqualTo(before);
    assertThat(fixture.migration.inspect(fixture.request(CONVERTED, "1.1")).outcome())
        .isEqualTo(new Outcome.Settled());
  }

  private void assertUpToHeadAndBackToBase(String journaled, String... steps) {
    var up = fixture.migrate(CONVERTED, "head");

    assertThat(up.fault()).isEmpty();
    assertThat(up.heads()).contains(new Heads(List.of("2")));
    assertThat(fixture.started).containsExactly(steps);
    assertThat(
            fixture.database.rows(
                "SELECT detail FROM schema_migration.revision_journal WHERE event = 'ADOPTED'"))
        .containsExactly(journaled);
    fixture.database.execute("DROP VIEW IF EXISTS mails");

    var down = fixture.migrate(CONVERTED, "base");

    assertThat(down.fault()).isEmpty();
    assertThat(SchemaSnapshot.of(fixture.database))
        .isNotEmpty()
        .allMatch(it -> it.contains("flyway_schema_history"));
  }

  private void assertRefused(Map<String, String> files, String message) {
    assertThat(fixture.migrate(files, "head").fault())
        .contains(
            new Fault(
                Reason.AdoptionRefused,
                message
                    + ", or set spec.adopt to Never and record what is applied with schemactl"
                    + " stamp"));
  }

  private FluentConfiguration flyway() {
    return Flyway.configure()
        .dataSource(
            fixture.database.jdbcUrl(), fixture.database.user(), fixture.database.password())
        .locations("filesystem:" + folder);
  }

  private void write(String name, String text) {
    try {
      Files.writeString(folder.resolve(name), text);
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }
}
