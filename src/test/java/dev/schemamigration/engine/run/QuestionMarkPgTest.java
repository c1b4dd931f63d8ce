package dev.schemamigration.engine.run;

import static dev.schemamigration.testing.MigrationFixture.files;
import static org.assertj.core.api.Assertions.assertThat;

import dev.schemamigration.testing.MigrationFixture;
import dev.schemamigration.testing.TestPostgres;
import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The operators of jsonb with a question mark, wherever a changelog may hold SQL. */
class QuestionMarkPgTest {
  private static final Map<String, String> NOTES =
      files(
          "1_note.sql",
          """
          --liquibase formatted sql
          -- revision: 1
          -- down_revision:

          --changeset t:1
          CREATE TABLE note (id int PRIMARY KEY, doc jsonb, seen boolean, blob bytea, t text);
          INSERT INTO note VALUES (1, '{"a": 1}'), (2, '{"b": 1}');
          CREATE INDEX note_flag ON note ((doc ? 'a'));
          --rollback DROP TABLE note;
          """,
          "2_check.sql",
          """
          --liquibase formatted sql
          -- revision: 2
          -- down_revision: 1

          --changeset t:2
          --preconditions onFail:HALT onError:HALT
          --precondition-sql-check expectedResult:1 SELECT count(*) FROM note WHERE doc ? 'a'
          --precondition-sql-check expectedResult:2 SELECT count(*) FROM note WHERE doc ?| '{a,b}';
          --precondition-sql-check expectedResult:t SELECT doc @? '$.a ? (@ > 0)' FROM note LIMIT 1
          --precondition-sql-check expectedResult:"{d '?'} ?" SELECT '{d ''?''} ?'
          CREATE TABLE flagged (id int);
          --rollback DROP TABLE flagged;
          """,
          "3_tree.yaml",
          """
          # revision: 3
          # down_revision: 2
          databaseChangeLog:
            - preConditions:
                - sqlCheck:
                    expectedResult: 0
                    sql: SELECT count(*) FROM note WHERE doc ?& array['a', 'b']
            - changeSet:
                id: seen
                author: t
                preConditions:
                  - onFail: HALT
                  - sqlCheck:
                      expectedResult: 1
                      sql: SELECT count(*) FROM note WHERE doc ? 'a' AND '?' = '?'
                changes:
                  - sql: INSERT INTO note SELECT 3, doc, doc ? 'a' FROM note WHERE doc ?| array['a']
                  - update:
                      tableName: note
                      columns:
                        - column: {name: seen, valueComputed: "doc ? 'b'"}
                      where: doc ? 'b'
                  - insert:
                      tableName: note
                      columns:
                        - column: {name: id, valueNumeric: 4}
                        - column: {name: seen, valueComputed: "'{\\"a\\": \\"?\\"}'::jsonb ?& array['a']"}
                        - column: {name: t, value: '?'}
                        - column: {name: blob, valueBlobFile: logo.bin}
                  - update:
                      tableName: note
                      columns:
                        - column: {name: t, valueComputed: "(doc ? 'b')::text || '?'"}
                        - column: {name: blob, valueBlobFile: logo.bin}
                      where: doc ? 'b'
                  - delete: {tableName: note, where: "doc ? 'z'"}
                  - addColumn:
                      tableName: note
                      columns:
                        - column: {name: flag, type: boolean, valueComputed: "doc ? 'a'"}
                rollback:
                  - dropColumn: {tableName: note, columnName: flag}
                  - update:
                      tableName: note
                      columns:
                        - column: {name: seen}
                        - column: {name: blob, valueBlobFile: logo.bin}
                      where: doc ?| array['a', 'z']
                  - delete: {tableName: note, where: id > 2}
          """,
          "logo.bin",
          "PNG?");

  @ParameterizedTest
  @MethodSource("dev.schemamigration.testing.TestPostgres#supported")
  void aQuestionMarkIsAnOperatorWhereverItStands(TestPostgres server) {
    var fixture = new MigrationFixture(server.createDatabase());

    assertThat(fixture.migrate(NOTES, "head").fault()).isEmpty();

    assertThat(
            fixture.database.rows(
                "SELECT id, seen, t, convert_from(blob, 'UTF8'), flag FROM note ORDER BY id"))
        .containsExactly("1\t\t\t\tt", "2\tt\ttrue?\tPNG?\tf", "3\tt\t\t\tt", "4\tt\t?\tPNG?\t");
    assertThat(fixture.migrate(NOTES, "2").fault()).isEmpty();
    assertThat(
            fixture.database.rows(
                "SELECT id, seen, convert_from(blob, 'UTF8') FROM note ORDER BY id"))
        .containsExactly("1\t\tPNG?", "2\tt\tPNG?");
    assertThat(fixture.migrate(NOTES, "base").fault()).isEmpty();
  }
}
