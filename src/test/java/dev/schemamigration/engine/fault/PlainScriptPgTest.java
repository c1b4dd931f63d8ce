package dev.schemamigration.engine.fault;

import static dev.schemamigration.testing.MigrationFixture.files;
import static dev.schemamigration.testing.MigrationFixture.revision;
import static org.assertj.core.api.Assertions.assertThat;

import dev.schemamigration.migration.reason.Fault;
import dev.schemamigration.migration.reason.Reason;
import dev.schemamigration.testing.MigrationFixture;
import dev.schemamigration.testing.TestPostgres;
import java.util.Map;
import org.junit.jupiter.api.Test;

/**
 * Messages about SQL files without any line of Liquibase's format name the file, not a changeset.
 */
class PlainScriptPgTest {
  private static final Map<String, String> TWO =
      files("1_a.sql", "CREATE TABLE a (i int);", "2_b.sql", "CREATE TABLE b (i int);");

  private final MigrationFixture fixture =
      new MigrationFixture(TestPostgres.newest().createDatabase());

  @Test
  void itIsRecordedAsLiquibaseRecordsIt() {
    fixture.migrate(TWO, "head");

    assertThat(
            fixture.database.rows(
                "SELECT filename, id, author FROM schema_migration.databasechangelog"
                    + " ORDER BY orderexecuted"))
        .containsExactly("1_a.sql\traw\tincludeAll", "2_b.sql\traw\tincludeAll");
  }

  @Test
  void aStatementThatFails() {
    assertTold(
        files("1_a.sql", "CREATE TABLE a (i int);\nSELECT b FROM a;\n"),
        Reason.MigrationFailed,
        "revision 1, script 1_a.sql, statement 2 (1_a.sql:2): column \"b\" does not exist (SQLSTATE 42703, at"
            + " character 8)");
  }

  @Test
  void aStatementThatNoLongerReadsAsItDid() {
    assertTold(
        files(
            "1_a.sql", "DO $$ BEGIN SET standard_conforming_strings = off; END $$;\nSELECT 'a';\n"),
        Reason.ForbiddenChange,
        "revision file 1_a.sql, statement 2: a statement while standard_conforming_strings is off"
            + " is not allowed; the connection relies on it; take out what turned it off");
  }

  @Test
  void anEditOfWhatHasRun() {
    fixture.migrate(TWO, "head");
    var before = checksum("1_a.sql");

    var report =
        look(files("1_a.sql", "CREATE TABLE a (i bigint);", "2_b.sql", TWO.get("2_b.sql")));

    assertThat(report.reason()).isEqualTo(Reason.ChecksumMismatch);
    assertThat(report.message())
        .startsWith(
            "revision 1: file 1_a.sql was edited after it had been applied: script 1_a.sql had"
                + " checksum "
                + before
                + " and has 9:")
        .endsWith(
            "; restore the file and put the change into a new revision; where the edit changes"
                + " nothing, stamp the revision with accept");
  }

  @Test
  void anEditThatMakesItFormattedSql() {
    fixture.migrate(files("1_a.sql", TWO.get("1_a.sql")), "head");
    var before = checksum("1_a.sql");

    assertThat(look(files("1_a.sql", revision("1", "", TWO.get("1_a.sql"), ""))))
        .isEqualTo(
            new Fault(
                Reason.ChecksumMismatch,
                "revision 1: file 1_a.sql was edited after it had been applied: script 1_a.sql"
                    + " (checksum "
                    + before
                    + ") is gone from it; restore the file and put the change into a new"
                    + " revision; where the edit changes nothing, stamp the revision with"
                    + " accept"));
  }

  @Test
  void rowsThatNobodyKnows() {
    fixture.migrate(TWO, "head");
    fixture.database.execute(
        "INSERT INTO schema_migration.databasechangelog (id, author, filename, exectype,"
            + " orderexecuted, dateexecuted) VALUES ('raw', 'includeAll', 'x.sql', 'EXECUTED', 8,"
            + " now())");

    assertThat(look(TWO))
        .isEqualTo(
            new Fault(
                Reason.UnknownRevision,
                "the database records script x.sql as run, and neither the source nor the archive"
                    + " knows it; find out which revision it belongs to and stamp, or take the row"
                    + " out of databasechangelog"));

    fixture.database.execute(
        "INSERT INTO schema_migration.databasechangelog (id, author, filename, exectype,"
            + " orderexecuted, dateexecuted) SELECT 'i' || i, 'ann', 'y.xml', 'EXECUTED', 9, now()"
            + " FROM generate_series(1, 5) AS i");
    assertThat(look(TWO).message())
        .startsWith(
            "the database records script x.sql and changesets y.xml::i1::ann, y.xml::i2::ann,"
                + " y.xml::i3::ann, y.xml::i4::ann and 1 more as run,");
  }

  @Test
  void rowsThatAreGone() {
    fixture.migrate(TWO, "head");
    fixture.database.execute("DELETE FROM schema_migration.databasechangelog");

    assertThat(look(TWO))
        .isEqualTo(
            new Fault(
                Reason.UnknownRevision,
                "the archive holds scripts 1_a.sql, 2_b.sql as applied, and databasechangelog no"
                    + " longer has them; restore the rows, or stamp"));
  }

  @Test
  void aFileThatHasBecomeAnotherRevision() {
    fixture.migrate(files("1_a.sql", TWO.get("1_a.sql")), "head");

    assertTold(
        files("1_a.sql", "-- revision: 2\n-- down_revision: 1\nCREATE TABLE b (i int);"),
        Reason.InvalidSource,
        "revision 2 has the script 1_a.sql, which is one of revision 1 too; give the file another"
            + " name");
  }

  private void assertTold(Map<String, String> files, Reason reason, String message) {
    assertThat(fixture.migrate(files, "head").fault()).contains(new Fault(reason, message));
  }

  private Fault look(Map<String, String> files) {
    return fixture.migration.inspect(fixture.request(files, "head")).fault().orElseThrow();
  }

  private String checksum(String path) {
    return fixture.database.one(
        "SELECT md5sum FROM schema_migration.databasechangelog WHERE filename = '" + path + "'");
  }
}
