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

/**
 * Triggers and rules that a migration puts on the tracking tables must not make its record vanish
 * after a success. What was there before the run is refused before it.
 */
class RecordVerificationPgTest {
  private static final String NOT_KEPT =
      "nothing was recorded in schema_migration, because a trigger, a rule or row security has been"
          + " put on its tables; take that off; what was not committed before was rolled back";
  private static final Map<String, String> TWO =
      files(
          "1_a.sql",
          revision("1", "", "CREATE TABLE a ();", "DROP TABLE a;"),
          "2_b.sql",
          revision("2", "1", "CREATE TABLE b ();", "DROP TABLE b;"));

  private final MigrationFixture fixture =
      new MigrationFixture(TestPostgres.newest().createDatabase());

  private void functions() {
    fixture.database.execute(
        "CREATE FUNCTION nothing() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RETURN NULL; END"
            + " $$",
        "CREATE FUNCTION noticed() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN"
            + " NOTIFY migrated; RETURN NEW; END $$");
  }

  private static Map<String, String> second(String up, String down) {
    return files("1_a.sql", TWO.get("1_a.sql"), "2_b.sql", revision("2", "1", up, down));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "CREATE TRIGGER t BEFORE INSERT ON %s FOR EACH ROW EXECUTE FUNCTION nothing()",
        "CREATE TRIGGER t AFTER INSERT ON %s FOR EACH ROW EXECUTE FUNCTION noticed()",
        "CREATE CONSTRAINT TRIGGER t AFTER INSERT ON %s DEFERRABLE INITIALLY DEFERRED"
            + " FOR EACH ROW EXECUTE FUNCTION nothing()",
        "CREATE RULE r AS ON INSERT TO %s DO INSTEAD NOTHING",
        "ALTER TABLE %s ENABLE ROW LEVEL SECURITY"
      })
  void aRevisionThatHangsSomethingOnTheTablesFailsInItsOwnTransaction(String trap) {
    functions();
    for (var table : List.of("revision_archive", "databasechangelog", "revision_journal")) {
      var trapped = trap.replace("%s", "schema_migration." + table);

      var report = fixture.migrate(second("CREATE TABLE b (); " + trapped + ";", ""), "head");

      assertThat(report.fault())
          .as(table)
          .contains(new Fault(Reason.MigrationFailed, "revision 2, commit: " + NOT_KEPT));
      assertThat(fixture.database.one("SELECT to_regclass('b')")).as(table).isEmpty();
      assertThat(report.heads()).as(table).contains(new Heads(List.of("1")));
    }
    assertThat(fixture.migrate(TWO, "head").heads()).contains(new Heads(List.of("2")));
  }

  @Test
  void aRollbackThatHangsSomethingOnTheTablesKeepsItsRevision() {
    var files =
        second(
            "CREATE TABLE b ();",
            "DROP TABLE b; CREATE RULE r AS ON DELETE TO schema_migration.databasechangelog DO"
                + " INSTEAD NOTHING;");
    fixture.migrate(files, "head");

    var report = fixture.migrate(files, "1");

    assertThat(report.fault())
        .contains(new Fault(Reason.MigrationFailed, "revision 2 (downgrade), commit: " + NOT_KEPT));
    assertThat(report.heads()).contains(new Heads(List.of("2")));
    assertThat(fixture.database.one("SELECT to_regclass('b')")).isEqualTo("b");
  }

  @Test
  void aStatementOutsideOfATransactionIsNotSentWhenItsIntentCannotBeRecorded() {
    functions();
    var files =
        Map.of(
            "1_a.sql",
            revision("1", "", "CREATE TABLE a (id int);", "DROP TABLE a;"),
            "2_i.sql",
            revision(
                    "2",
                    "1",
                    "CREATE TRIGGER t BEFORE INSERT ON schema_migration.revision_journal FOR EACH"
                        + " ROW EXECUTE FUNCTION nothing(); CREATE INDEX CONCURRENTLY a_id ON a"
                        + " (id);",
                    "SELECT 1;")
                .replace("test:2", "test:2 runInTransaction:false"));

    var report = fixture.migrate(files, "head");

    assertThat(report.fault())
        .contains(new Fault(Reason.MigrationFailed, "revision 2, commit: " + NOT_KEPT));
    assertThat(fixture.database.one("SELECT to_regclass('a_id')")).isEmpty();
  }
}
