package dev.schemamigration.migration.planning;

import static dev.schemamigration.testing.MigrationFixture.files;
import static org.assertj.core.api.Assertions.assertThat;

import dev.schemamigration.migration.api.Outcome;
import dev.schemamigration.migration.reason.Fault;
import dev.schemamigration.migration.reason.Reason;
import dev.schemamigration.revision.Heads;
import dev.schemamigration.testing.MigrationFixture;
import dev.schemamigration.testing.TestPostgres;
import java.util.List;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/** Migrations from folders of different shapes. */
class SourceShapesPgTest {
  private static final String EMPTY =
      """
      --liquibase formatted sql
      -- revision: %s
      -- down_revision: %s
      """;

  private static final String TABLE =
      "--changeset test:1\nCREATE TABLE a (i int);\n--rollback DROP TABLE a;\n";

  private final MigrationFixture fixture =
      new MigrationFixture(TestPostgres.newest().createDatabase());

  private List<String> tables() {
    return fixture.database.rows(
        "SELECT tablename FROM pg_tables WHERE schemaname = 'public' ORDER BY 1");
  }

  @Test
  void aFolderOfPlainScriptsThatLostItsOldestFilesContinuesFromItsHead() {
    fixture.migrate(
        files("1_a.sql", "CREATE TABLE a (i int);", "2_b.sql", "CREATE TABLE b (i int);"), "head");
    var pruned = files("2_b.sql", "CREATE TABLE b (i int);", "3_c.sql", "CREATE TABLE c (i int);");

    var report = fixture.migrate(pruned, "head");

    assertThat(report.fault()).isEmpty();
    assertThat(fixture.started).containsExactly("UPGRADE 1", "UPGRADE 2", "UPGRADE 3");
    assertThat(report.heads()).contains(new Heads(List.of("3")));
    assertThat(tables()).containsExactly("a", "b", "c");
  }

  @Test
  void aNumberThatCameLateIsNamedAndHasTwoWaysOn() {
    var applied = files("1_a.sql", "CREATE TABLE a (i int);", "3_c.sql", "CREATE TABLE c (i int);");
    fixture.migrate(applied, "head");
    var late = new TreeMap<>(applied);
    late.put("2_b.sql", "CREATE TABLE b (i int);");

    assertThat(fixture.migrate(late, "head").fault()).contains(late("3"));
    late.put("4_d.sql", "CREATE TABLE d (i int);");
    assertThat(fixture.migrate(late, "head").fault()).contains(late("4"));
    assertThat(tables()).containsExactly("a", "c");

    late.put("2_b.sql", "-- revision: 2\n-- down_revision: 3\nCREATE TABLE b (i int);");
    var report = fixture.migrate(late, "head");

    assertThat(report.fault()).isEmpty();
    assertThat(report.heads()).contains(new Heads(List.of("4")));
    assertThat(fixture.started).containsExactly("UPGRADE 1", "UPGRADE 3", "UPGRADE 2", "UPGRADE 4");
    assertThat(
            new MigrationFixture(TestPostgres.newest().createDatabase())
                .migrate(late, "head")
                .heads())
        .contains(new Heads(List.of("4")));
  }

  private static Fault late(String last) {
    return new Fault(
        Reason.AmbiguousTarget,
        "revision 2 (2_b.sql) came late: 3 has been applied before it; give it a number above "
            + last
            + ", or a header with \"revision: 2\" and \"down_revision: 3\"");
  }

  @Test
  void aSourceThatLostEveryRevisionIsNoWishToUndoThem() {
    fixture.migrate(files("1_a.sql", EMPTY.formatted("1", "") + TABLE), "head");

    var report = fixture.migrate(files("README.md", "moved"), "head");

    assertThat(report.fault()).map(Fault::reason).contains(Reason.SourceEmpty);
    assertThat(fixture.migration.inspect(fixture.request(files(), "heads")).fault())
        .map(Fault::reason)
        .contains(Reason.SourceEmpty);
    assertThat(tables()).containsExactly("a");
    assertThat(fixture.database.rows("SELECT revision FROM schema_migration.revision_archive"))
        .containsExactly("1");
  }

  @Test
  void onlyBaseWrittenOutUndoesFromTheArchiveWithoutASource() {
    fixture.migrate(files("1_a.sql", EMPTY.formatted("1", "") + TABLE), "head");

    var report = fixture.migrate(files(), "base");

    assertThat(report.fault()).isEmpty();
    assertThat(report.heads()).contains(Heads.BASE);
    assertThat(tables()).isEmpty();
  }

  @Test
  void aMergeWithoutChangesetsGoesUpAndDown() {
    var diamond =
        files(
            "1.sql", EMPTY.formatted("1", ""),
            "2.sql", EMPTY.formatted("2", "1"),
            "3.sql", EMPTY.formatted("3", "1"),
            "4.sql", EMPTY.formatted("4", "2, 3"));

    var up = fixture.migrate(diamond, "head");
    var again = fixture.migrate(diamond, "head");
    var down = fixture.migrate(diamond, "1");

    assertThat(up.fault()).isEmpty();
    assertThat(up.heads()).contains(new Heads(List.of("4")));
    assertThat(again.outcome()).isEqualTo(new Outcome.Settled());
    assertThat(down.fault()).isEmpty();
    assertThat(down.heads()).contains(new Heads(List.of("1")));
  }

  @Test
  void aParentThatNothingKnowsIsNamedWithItsFile() {
    var report = fixture.migrate(files("2_b.sql", EMPTY.formatted("2", "1")), "head");

    assertThat(report.fault())
        .contains(
            new Fault(
                Reason.InvalidGraph,
                "test: revision \"2\" (2_b.sql): down_revision names \"1\", which is not among the"
                    + " revisions; add the file that declares it or correct down_revision"));
  }

  @Test
  void everyFormatGoesUpAndDown() {
    var formats =
        files(
            "1_a.sql",
            "--liquibase formatted sql\n--changeset t:1\nCREATE TABLE a (i int);\n"
                + "--rollback DROP TABLE a;\n",
            "2_b.yaml",
            """
            databaseChangeLog:
              - changeSet:
                  id: 2
                  author: t
                  changes:
                    - createIndex: {tableName: a, indexName: a_i, columns: [{column: {name: i}}]}
            """,
            "3_c.xml",
            """
            <?xml version="1.0" encoding="UTF-8"?>
            <!-- down_revision: 2 -->
            <databaseChangeLog xmlns="http://www.liquibase.org/xml/ns/dbchangelog"
                xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance"
                xsi:schemaLocation="http://www.liquibase.org/xml/ns/dbchangelog
                  http://www.liquibase.org/xml/ns/dbchangelog/dbchangelog-latest.xsd">
              <changeSet id="3" author="t">
                <createTable tableName="c"><column name="i" type="int"/></createTable>
              </changeSet>
            </databaseChangeLog>
            """,
            "4_d.json",
            """
            # down_revision: 3
            {"databaseChangeLog": [{"changeSet": {"id": "4", "author": "t", "changes": [
              {"createTable": {"tableName": "d", "columns": [
                {"column": {"name": "i", "type": "int"}}]}}]}}]}
            """);

    var up = fixture.migrate(formats, "head");
    assertThat(up.fault()).isEmpty();
    assertThat(tables()).containsExactly("a", "c", "d");

    var down = fixture.migrate(formats, "base");
    assertThat(down.fault()).isEmpty();
    assertThat(tables()).isEmpty();
  }

  @Test
  void aPlainScriptGoesUpAndIsRefusedByNameOnTheWayDown() {
    var script = files("1_a.sql", "CREATE TABLE a (i int);");
    fixture.migrate(script, "head");

    var down = fixture.migrate(script, "base");

    assertThat(down.fault().orElseThrow().reason()).isEqualTo(Reason.Irreversible);
    assertThat(down.fault().orElseThrow().message()).startsWith("revision 1 cannot be undone: ");
    assertThat(tables()).containsExactly("a");
  }

  @Test
  void whatItsAuthorCallsIrreversibleIsNotUndone() {
    var file =
        files(
            "1_a.sql",
            "--liquibase formatted sql\n-- irreversible: true\n--changeset t:1\n"
                + "CREATE TABLE a (i int);\n--rollback DROP TABLE a;\n");
    fixture.migrate(file, "head");

    var down = fixture.migrate(file, "base");

    assertThat(down.fault().orElseThrow().reason()).isEqualTo(Reason.Irreversible);
    assertThat(tables()).containsExactly("a");
  }

  @Test
  void aRevisionForANewerServerIsRefusedBeforeAnythingRuns() {
    var files =
        files(
            "1_a.sql",
            "CREATE TABLE a (i int);",
            "2_b.sql",
            "-- min_server_version: 99\nCREATE TABLE b (i int);");

    var report = fixture.migrate(files, "head");

    assertThat(report.fault().orElseThrow().reason()).isEqualTo(Reason.ServerTooOld);
    assertThat(report.fault().orElseThrow().message())
        .startsWith("revision 2 needs PostgreSQL 99 (min_server_version)");
    assertThat(tables()).isEmpty();
  }

  @Test
  void aChangelogReadsScriptsAndDataOfItsFolder() {
    var files =
        files(
            "1_a.yaml",
            """
            databaseChangeLog:
              - changeSet:
                  id: 1
                  author: t
                  changes:
                    - sqlFile: {path: scripts/tables.sql}
                    - loadData:
                        file: words.csv
                        tableName: a
                        columns: [{column: {name: word, type: STRING}}]
            """,
            "scripts/tables.sql",
            "CREATE TABLE a (word text);",
            "words.csv",
            "word\nhello\n");

    var report = fixture.migrate(files, "head");

    assertThat(report.fault()).isEmpty();
    assertThat(fixture.database.rows("SELECT word FROM a")).containsExactly("hello");
  }
}
