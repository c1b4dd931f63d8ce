package dev.schemamigration.migration.planning;

import static dev.schemamigration.testing.MigrationFixture.files;
import static dev.schemamigration.testing.MigrationFixture.revision;
import static org.assertj.core.api.Assertions.assertThat;

import dev.schemamigration.migration.api.Cancellation;
import dev.schemamigration.migration.api.Goal;
import dev.schemamigration.migration.api.Request;
import dev.schemamigration.migration.api.RunListener;
import dev.schemamigration.migration.reason.Fault;
import dev.schemamigration.migration.reason.Reason;
import dev.schemamigration.revision.Heads;
import dev.schemamigration.testing.MigrationFixture;
import dev.schemamigration.testing.SchemaSnapshot;
import dev.schemamigration.testing.TestPostgres;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A request that names the database of another application. */
class CommonHistoryPgTest {
  private static final Map<String, String> CUSTOMERS =
      files(
          "1.sql", table("a11aaaaaaaaa", "", "customers"),
          "2.sql", table("a22aaaaaaaaa", "a11aaaaaaaaa", "invoices"));
  private static final Map<String, String> SESSIONS =
      files(
          "1.sql",
          table("b11bbbbbbbbb", "", "sessions")
              .replace("-- revision", "-- branch_labels: web\n-- revision"),
          "2.sql",
          table("b22bbbbbbbbb", "b11bbbbbbbbb", "logins"));

  private final MigrationFixture fixture =
      new MigrationFixture(TestPostgres.newest().createDatabase());

  @ParameterizedTest
  @ValueSource(
      strings = {
        "head",
        "heads",
        "web",
        "web@head",
        "web@base",
        "b22bbbbbbbbb",
        "b22b-1",
        "head-1",
        "base+1",
        "a22aaaaaaaaa, b11bbbbbbbbb",
        "a11aaaaaaaaa+1"
      })
  void isRefusedAndTheDatabaseIsNotTouched(String target) {
    fixture.migrate(CUSTOMERS, "head");
    var before = SchemaSnapshot.of(fixture.database);

    var looked = fixture.migration.inspect(fixture.request(SESSIONS, target));
    var report = fixture.migrate(SESSIONS, target);

    assertThat(report.fault())
        .contains(
            new Fault(
                Reason.ForeignHistory,
                "spec.source: test has revisions \"b11bbbbbbbbb\", \"b22bbbbbbbbb\" and the"
                    + " database has revisions \"a11aaaaaaaaa\", \"a22aaaaaaaaa\" applied, which is"
                    + " nothing in common; name the database of these files, or the files of this"
                    + " database; where these files are to replace what is applied, set spec.target"
                    + " to base, which undoes it, or stamp with purge, which undoes nothing"));
    assertThat(looked.fault()).isEqualTo(report.fault());
    assertThat(report.heads()).contains(new Heads(List.of("a22aaaaaaaaa")));
    assertThat(SchemaSnapshot.of(fixture.database)).isEqualTo(before);
  }

  @ParameterizedTest
  @ValueSource(strings = {"base", "a11aaaaaaaaa", "a11a", "a22aaaaaaaaa-1"})
  void isCarriedOutWhereTheTargetNamesHowFarTheArchivedOnesAreUndone(String target) {
    fixture.migrate(CUSTOMERS, "head");

    var report = fixture.migrate(SESSIONS, target);

    assertThat(report.fault()).isEmpty();
    assertThat(report.heads())
        .contains(target.equals("base") ? Heads.BASE : new Heads(List.of("a11aaaaaaaaa")));
  }

  @Test
  void aCommandThatAppliesIsRefusedTooAndOneThatUndoesHasToNameHowFar() {
    fixture.migrate(CUSTOMERS, "head");
    var before = SchemaSnapshot.of(fixture.database);

    for (var goal :
        List.of(
            new Goal.Upgrade("head"),
            new Goal.Upgrade("b11bbbbbbbbb"),
            new Goal.Upgrade("+1"),
            new Goal.Downgrade("-1"),
            new Goal.Downgrade("b11bbbbbbbbb"))) {
      var report = fixture.migrate(MigrationFixture.with(fixture.request(SESSIONS, "head"), goal));
      assertThat(report.fault()).map(Fault::reason).contains(Reason.ForeignHistory);
      assertThat(SchemaSnapshot.of(fixture.database)).isEqualTo(before);
    }

    var named = down("a11aaaaaaaaa");
    assertThat(fixture.migrate(named).heads()).contains(new Heads(List.of("a11aaaaaaaaa")));
    assertThat(fixture.migrate(down("base")).heads()).contains(Heads.BASE);
  }

  private Request down(String target) {
    return MigrationFixture.with(fixture.request(SESSIONS, "head"), new Goal.Downgrade(target));
  }

  @ParameterizedTest
  @ValueSource(strings = {"head", "b22bbbbbbbbb", "web@head", "base"})
  void isRecordedInsteadByAStampThatPurges(String target) {
    fixture.migrate(CUSTOMERS, "head");

    var stamped =
        fixture.migration.stamp(
            fixture.request(SESSIONS, "head"),
            List.of(target),
            true,
            RunListener.SILENT,
            new Cancellation());

    assertThat(stamped.fault()).isEmpty();
    assertThat(
            fixture.database.rows(
                "SELECT revision FROM schema_migration.revision_archive ORDER BY 1"))
        .isEqualTo(target.equals("base") ? List.of() : List.of("b11bbbbbbbbb", "b22bbbbbbbbb"));
    assertThat(fixture.database.one("SELECT to_regclass('customers')")).isEqualTo("customers");
    assertThat(fixture.migrate(SESSIONS, "head").fault()).isEmpty();
  }

  @Test
  void aRevisionThatIsHalfWayCountsAsApplied() {
    var halfWay =
        files(
            "1.sql",
            """
            --liquibase formatted sql
            -- revision: a11
            --changeset t:1 runInTransaction:false
            CREATE TABLE customers (i int);
            --rollback DROP TABLE customers;
            --changeset t:2 runInTransaction:false
            CREATE TABLE customers (i int);
            --rollback empty
            """);
    assertThat(fixture.migrate(halfWay, "head").fault()).isPresent();
    assertThat(
            fixture.database.rows("SELECT revision, state FROM schema_migration.revision_archive"))
        .containsExactly("a11\tAPPLYING");

    var report = fixture.migrate(SESSIONS, "head");

    assertThat(report.fault()).map(Fault::reason).contains(Reason.ForeignHistory);
    assertThat(fixture.database.one("SELECT to_regclass('customers')")).isEqualTo("customers");
  }

  @Test
  void whatAFileFollowsOrDependsOnIsInCommon() {
    fixture.migrate(CUSTOMERS, "head");

    var report =
        fixture.migrate(files("3.sql", table("a33aaaaaaaaa", "a22aaaaaaaaa", "payments")), "head");

    assertThat(report.fault()).isEmpty();
    assertThat(report.heads()).contains(new Heads(List.of("a33aaaaaaaaa")));
  }

  @Test
  void numberedFilesOfAnotherApplicationAreFoundByTheirTexts() {
    fixture.migrate(
        files("1_a.sql", "CREATE TABLE a (i int);", "2_b.sql", "CREATE TABLE b (i int);"), "head");
    var before = SchemaSnapshot.of(fixture.database);

    for (var target : List.of("head", "1", "heads")) {
      var report = fixture.migrate(files("1_other.sql", "CREATE TABLE other (i int);"), target);

      assertThat(report.fault()).map(Fault::reason).contains(Reason.ChecksumMismatch);
      assertThat(SchemaSnapshot.of(fixture.database)).isEqualTo(before);
    }
  }

  private static String table(String id, String parent, String table) {
    return revision(id, parent, "CREATE TABLE " + table + " (i int);", "DROP TABLE " + table + ";");
  }
}
