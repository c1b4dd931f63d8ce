package dev.schemamigration.engine.changelog;

import static dev.schemamigration.testing.MigrationFixture.files;
import static org.assertj.core.api.Assertions.assertThat;

import dev.schemamigration.migration.api.Outcome;
import dev.schemamigration.migration.reason.Fault;
import dev.schemamigration.migration.reason.Reason;
import dev.schemamigration.revision.Heads;
import dev.schemamigration.source.Parameter;
import dev.schemamigration.testing.MigrationFixture;
import dev.schemamigration.testing.TestPostgres;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Files that changelogs read come from the source and are archived with the revision. */
class ChangelogFilesPgTest {
  private static final String LOADED =
      """
      <databaseChangeLog xmlns="http://www.liquibase.org/xml/ns/dbchangelog">
        <property file="words.properties"/>
        <changeSet id="1" author="m">
          <createTable tableName="people">
            <column name="id" type="int"><constraints primaryKey="true"/></column>
            <column name="name" type="text"/>
            <column name="born" type="date"/>
            <column name="known" type="boolean"/>
            <column name="note" type="text"/>
          </createTable>
          <loadData tableName="people" file="data/people.csv" quotchar="'" separator=";"/>
          <loadUpdateData tableName="people" file="data/more.csv" primaryKey="id"/>
          <insert tableName="people">
            <column name="id" valueNumeric="9"/>
            <column name="note" valueClobFile="data/note.txt"/>
          </insert>
          <sqlFile path="scripts/${word}.sql" relativeToChangelogFile="true"/>
          <createView viewName="names" path="scripts/view.sql"/>
          <createProcedure path="scripts/procedure.sql"/>
          <rollback>
            <sqlFile path="scripts/undo.sql"/>
            <sql>DROP TABLE people</sql>
            <createTable tableName="left_behind"><column name="a" type="text"/></createTable>
            <loadData tableName="left_behind" file="data/left.csv"/>
            <insert tableName="left_behind"><column name="a" valueClobFile="data/left.txt"/></insert>
          </rollback>
        </changeSet>
      </databaseChangeLog>
      """;

  private static final Map<String, String> FILES =
      files(
          "1_people.xml",
          LOADED,
          "words.properties",
          "word = changed\n",
          "data/people.csv",
          "id;name;born;known\n"
              + "1;'O''Hara; \"Kim\"';2001-02-03;true\n"
              + "2;NULL;NULL;false\n"
              + "# 3;a;b;c\n",
          "data/more.csv",
          "id,name\n2,Ü.\n3,Third\n",
          "data/note.txt",
          "a long note; of /etc/passwd",
          "data/left.csv",
          "a\nfrom the archive\n",
          "data/left.txt",
          "and this",
          "scripts/changed.sql",
          "UPDATE people SET known = true WHERE id = 3; -- ${who}\n"
              + "UPDATE people SET note = '${who}' WHERE id = 1;",
          "scripts/view.sql",
          "SELECT name FROM people",
          "scripts/procedure.sql",
          "CREATE PROCEDURE nothing() LANGUAGE plpgsql AS $$ BEGIN NULL; END; $$;",
          "scripts/undo.sql",
          "DROP VIEW names;\nDROP PROCEDURE nothing;\n",
          "data/never-read.csv",
          "a\n1\n");

  private final MigrationFixture fixture =
      new MigrationFixture(TestPostgres.newest().createDatabase());

  @Test
  void everythingIsReadFromTheSourceAndUndoneFromTheArchiveWhenTheSourceIsGone() {
    var report = fixture.migrate(FILES, "head", new Parameter("who", "me; too", false));

    assertThat(report.fault()).isEmpty();
    assertThat(fixture.database.rows("SELECT id, name, born, known, note FROM people ORDER BY id"))
        .containsExactly(
            "1\tO'Hara; \"Kim\"\t2001-02-03\tt\tme; too",
            "2\tÜ.\t\tf\t",
            "3\tThird\t\tt\t",
            "9\t\t\t\ta long note; of /etc/passwd");

    var undone = fixture.migrate(files("0_other.sql", "SELECT 1;"), "base");

    assertThat(undone.fault()).isEmpty();
    assertThat(fixture.database.rows("SELECT a FROM left_behind"))
        .containsExactly("from the archive", "and this");
    assertThat(fixture.database.rows("SELECT tablename FROM pg_tables WHERE schemaname = 'public'"))
        .containsExactly("left_behind");
  }

  @Test
  void aChangedFileIsAnEditOfTheRevision() {
    fixture.migrate(FILES, "head", new Parameter("who", "me", false));
    var edited = new HashMap<>(FILES);
    edited.put("scripts/changed.sql", "DELETE FROM people;");

    var report = fixture.migrate(edited, "head", new Parameter("who", "me", false));

    assertThat(report.outcome()).isEqualTo(new Outcome.Settled());
  }

  @ParameterizedTest
  @ValueSource(strings = {"/etc/passwd", "../secret", "http://127.0.0.1:1/x", "file:/etc/passwd"})
  void aCellCannotNameAFileOutsideTheSource(String path) {
    var report =
        fixture.migrate(
            files(
                "1_blobs.yaml",
                """
                databaseChangeLog:
                  - changeSet:
                      id: 1
                      author: m
                      changes:
                        - createTable: {tableName: b, columns: [{column: {name: data, type: bytea}}]}
                        - loadData:
                            tableName: b
                            file: blobs.csv
                            columns: [{column: {name: data, type: BLOB}}]
                """,
                "blobs.csv",
                "data\n" + path + "\n"),
            "head");

    assertThat(report.fault())
        .contains(
            new Fault(
                Reason.ForbiddenChange,
                "revision file 1_blobs.yaml, changeset m:1, statement 2: the file of a value \""
                    + path
                    + "\" is not allowed; only files of the source can be read; write a path"
                    + " relative to the revision file"));
    assertThat(fixture.database.one("SELECT to_regclass('b')")).isEmpty();
  }

  @Test
  void aCellMayNameAFileOfTheSource() {
    var report =
        fixture.migrate(
            files(
                "1_blobs.yaml",
                """
                databaseChangeLog:
                  - changeSet:
                      id: 1
                      author: m
                      changes:
                        - createTable: {tableName: b, columns: [{column: {name: data, type: bytea}}]}
                        - loadData:
                            tableName: b
                            file: data/blobs.csv
                            columns: [{column: {name: data, type: BLOB}}]
                      rollback: DROP TABLE b
                """,
                "data/blobs.csv",
                "data\ndata/it.bin\n",
                "data/it.bin",
                "bytes"),
            "head");

    assertThat(report.fault()).isEmpty();
    assertThat(fixture.database.rows("SELECT encode(data, 'hex') FROM b"))
        .containsExactly("6279746573");
  }

  @Test
  void aRowThatDoesNotFitIsToldWithTheServersOwnWords() {
    var report =
        fixture.migrate(
            files(
                "1_rows.yaml",
                """
                databaseChangeLog:
                  - changeSet:
                      id: 1
                      author: m
                      changes:
                        - createTable: {tableName: b, columns: [{column: {name: n, type: int}}]}
                        - loadData: {tableName: b, file: rows.csv, usePreparedStatements: true, columns: [{column: {name: n, type: STRING}}]}
                """,
                "rows.csv",
                "n\n1\n"),
            "head");

    assertThat(report.fault().orElseThrow().message())
        .startsWith(
            "revision 1, changeset m:1, statement 2: column \"n\" is of type integer but expression"
                + " is of type character varying (SQLSTATE 42804");
  }

  @Test
  void aRowWithTooManyCellsIsAFaultOfTheSource() {
    var report =
        fixture.migrate(
            files(
                "1_rows.yaml",
                """
                databaseChangeLog:
                  - changeSet:
                      id: 1
                      author: m
                      changes:
                        - createTable: {tableName: b, columns: [{column: {name: n, type: int}}]}
                        - loadData: {tableName: b, file: rows.csv}
                """,
                "rows.csv",
                "n\n1,2\n"),
            "head");

    assertThat(report.fault())
        .contains(
            new Fault(
                Reason.InvalidSource,
                "revision file 1_rows.yaml: changeset m:1: CSV file rows.csv Line 2 has 2 values"
                    + " defined, Header has 1. Numbers MUST be equal (check for unquoted string"
                    + " with embedded commas)"));
    assertThat(fixture.database.one("SELECT to_regclass('b')")).isEmpty();
  }

  @Test
  void aMissingFileIsNamedBeforeAnythingRuns() {
    var incomplete = new HashMap<>(FILES);
    incomplete.remove("scripts/undo.sql");

    var report = fixture.migrate(incomplete, "head", new Parameter("who", "me", false));

    assertThat(report.fault())
        .contains(
            new Fault(
                Reason.InvalidSource,
                "revision file 1_people.xml: changeset m:1, rollback: sqlFile path"
                    + " \"scripts/undo.sql\" is not in the source; add it"));
    assertThat(report.heads()).contains(Heads.BASE);
  }
}
