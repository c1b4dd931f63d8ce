package dev.schemamigration.engine.run;

import static dev.schemamigration.testing.MigrationFixture.files;
import static dev.schemamigration.testing.MigrationFixture.revision;
import static org.assertj.core.api.Assertions.assertThat;

import dev.schemamigration.migration.reason.Fault;
import dev.schemamigration.migration.reason.Reason;
import dev.schemamigration.revision.Heads;
import dev.schemamigration.testing.MigrationFixture;
import dev.schemamigration.testing.TestPostgres;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Triggers and rules on the tracking tables must not make a record vanish after a success. */
class RecordVerificationPgTest {
  private static final String NOT_KEPT =
      "what was written into schema_migration did not stay as it was written: a trigger, a rule or"
          + " row security on its tables stands in the way; take that off; what was not committed"
          + " before was rolled back";
  private static final Map<String, String> TWO =
      files(
          "1_a.sql",
          revision("1", "", "CREATE TABLE a ();", "DROP TABLE a;"),
          "2_b.sql",
          revision("2", "1", "CREATE TABLE b ();", "DROP TABLE b;"));

  private final MigrationFixture fixture =
      new MigrationFixture(TestPostgres.newest().createDatabase());

  private void hang(String... statements) {
    fixture.database.execute(
        "CREATE FUNCTION nothing() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RETURN NULL; END"
            + " $$",
        "CREATE FUNCTION gone() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN EXECUTE"
            + " format('DELETE FROM %I.%I', TG_TABLE_SCHEMA, TG_TABLE_NAME); RETURN NULL; END $$",
        "CREATE FUNCTION other() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN"
            + " NEW.id := 'other'; RETURN NEW; END $$",
        "CREATE FUNCTION noticed() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN"
            + " NOTIFY migrated; RETURN NEW; END $$");
    fixture.database.execute(statements);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "CREATE TRIGGER t BEFORE INSERT ON %s FOR EACH ROW EXECUTE FUNCTION nothing()",
        "CREATE TRIGGER t AFTER INSERT ON %s FOR EACH ROW EXECUTE FUNCTION gone()",
        "CREATE TRIGGER t AFTER INSERT ON %s EXECUTE FUNCTION gone()",
        "CREATE CONSTRAINT TRIGGER t AFTER INSERT ON %s DEFERRABLE INITIALLY DEFERRED"
            + " FOR EACH ROW EXECUTE FUNCTION gone()",
        "CREATE RULE r AS ON INSERT TO %s DO INSTEAD NOTHING",
        "CREATE RULE r AS ON INSERT TO %s DO ALSO DELETE FROM %s"
      })
  void aRecordThatVanishesTakesItsRevisionAlong(String trap) {
    for (var table : List.of("revision_archive", "databasechangelog", "revision_journal")) {
      var other = new RecordVerificationPgTest();
      other.fixture.migrate(TWO, "1");
      other.hang(trap.replace("%s", "schema_migration." + table));

      var report = other.fixture.migrate(TWO, "head");

      assertThat(report.fault().map(Fault::reason)).as(table).contains(Reason.MigrationFailed);
      assertThat(report.fault().orElseThrow().message()).as(table).endsWith(NOT_KEPT);
      assertThat(other.fixture.database.one("SELECT to_regclass('b')")).as(table).isEmpty();
      assertThat(report.heads()).as(table).contains(new Heads(List.of("1")));
    }
  }

  @Test
  void aRevisionThatHangsSomethingOnTheTablesItselfFailsInItsOwnTransaction() {
    hang();
    var files =
        files(
            "1_a.sql",
            TWO.get("1_a.sql"),
            "2_trap.sql",
            revision(
                "2",
                "1",
                "CREATE TABLE b (); CREATE TRIGGER t BEFORE INSERT ON"
                    + " schema_migration.revision_archive FOR EACH ROW EXECUTE FUNCTION nothing();",
                "DROP TABLE b;"));

    var report = fixture.migrate(files, "head");

    assertThat(report.fault())
        .contains(new Fault(Reason.MigrationFailed, "revision 2, commit: " + NOT_KEPT));
    assertThat(report.heads()).contains(new Heads(List.of("1")));
    assertThat(fixture.database.one("SELECT to_regclass('b')")).isEmpty();
    assertThat(
            fixture.database.one(
                "SELECT count(*) FROM pg_trigger WHERE tgrelid ="
                    + " 'schema_migration.revision_archive'::regclass"))
        .isEqualTo("0");
  }

  @Test
  void aRecordThatIsChangedOnItsWayTakesItsRevisionAlong() {
    fixture.migrate(TWO, "1");
    hang(
        "CREATE TRIGGER t BEFORE INSERT ON schema_migration.databasechangelog FOR EACH ROW"
            + " EXECUTE FUNCTION other()");

    assertThat(fixture.migrate(TWO, "head").fault())
        .contains(new Fault(Reason.MigrationFailed, "revision 2, commit: " + NOT_KEPT));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "CREATE RULE r AS ON DELETE TO schema_migration.databasechangelog DO INSTEAD NOTHING",
        "CREATE TRIGGER t BEFORE DELETE ON schema_migration.databasechangelog FOR EACH ROW"
            + " EXECUTE FUNCTION nothing()"
      })
  void aRecordThatCannotBeTakenOutKeepsItsRevision(String trap) {
    fixture.migrate(TWO, "head");
    hang(trap);

    var report = fixture.migrate(TWO, "1");

    assertThat(report.fault())
        .contains(new Fault(Reason.MigrationFailed, "revision 2 (downgrade), commit: " + NOT_KEPT));
    assertThat(report.heads()).contains(new Heads(List.of("2")));
    assertThat(fixture.database.one("SELECT to_regclass('b')")).isEqualTo("b");
  }

  @Test
  void rowSecurityThatHidesTheRecordIsToldAndNotWorkedUnder() {
    fixture.migrate(TWO, "1");
    hang(
        "ALTER TABLE schema_migration.revision_archive ENABLE ROW LEVEL SECURITY",
        "ALTER TABLE schema_migration.revision_archive FORCE ROW LEVEL SECURITY",
        "CREATE POLICY p ON schema_migration.revision_archive USING (revision = '1')"
            + " WITH CHECK (true)");

    assertThat(fixture.migrate(TWO, "head").fault().orElseThrow().message()).endsWith(NOT_KEPT);
    assertThat(fixture.database.one("SELECT to_regclass('b')")).isEmpty();
  }

  @Test
  void aTriggerThatOnlyWatchesIsNoHindrance() {
    fixture.migrate(TWO, "1");
    hang(
        "CREATE TRIGGER a AFTER INSERT ON schema_migration.databasechangelog FOR EACH ROW"
            + " EXECUTE FUNCTION noticed()",
        "CREATE TRIGGER b BEFORE INSERT ON schema_migration.revision_archive FOR EACH ROW"
            + " EXECUTE FUNCTION noticed()",
        "CREATE TRIGGER c AFTER INSERT ON schema_migration.revision_journal FOR EACH ROW"
            + " EXECUTE FUNCTION noticed()",
        "CREATE TRIGGER d AFTER DELETE ON schema_migration.databasechangelog FOR EACH ROW"
            + " EXECUTE FUNCTION noticed()");

    assertThat(fixture.migrate(TWO, "head").heads()).contains(new Heads(List.of("2")));
    assertThat(fixture.migrate(TWO, "base").heads()).contains(Heads.BASE);
  }

  @Test
  void anIntentThatVanishesFromTheJournalKeepsItsStatementFromBeingSent() {
    var files =
        Map.of(
            "1_a.sql",
            revision("1", "", "CREATE TABLE a (id int);", "DROP TABLE a;"),
            "2_i.sql",
            revision("2", "1", "CREATE INDEX CONCURRENTLY a_id ON a (id);", "SELECT 1;")
                .replace("test:2", "test:2 runInTransaction:false"));
    fixture.migrate(files, "1");
    hang(
        "CREATE TRIGGER t BEFORE INSERT ON schema_migration.revision_journal FOR EACH ROW"
            + " WHEN (NEW.event = 'STATEMENT_BEGUN') EXECUTE FUNCTION nothing()");

    var report = fixture.migrate(files, "head");

    assertThat(report.fault())
        .contains(new Fault(Reason.MigrationFailed, "revision 2, commit: " + NOT_KEPT));
    assertThat(fixture.database.one("SELECT to_regclass('a_id')")).isEmpty();
  }
}
