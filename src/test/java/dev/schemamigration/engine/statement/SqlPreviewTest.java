package dev.schemamigration.engine.statement;

import static org.assertj.core.api.Assertions.assertThat;

import dev.schemamigration.engine.changelog.Changelogs;
import dev.schemamigration.engine.changelog.ParsedChangelog;
import dev.schemamigration.source.Parameter;
import org.junit.jupiter.api.Test;

class SqlPreviewTest {
  private static final ParsedChangelog PARSED =
      Changelogs.parse(
          "1.sql",
          """
          --liquibase formatted sql
          --changeset m:1
          CREATE TABLE a (x text); INSERT INTO a VALUES ('${password}');
          --rollback DROP TABLE a;
          --changeset m:2
          CREATE TABLE b ();
          --rollback DROP TABLE b; SELECT 1;
          """,
          new Parameter("password", "hunter2", true));

  private final SqlPreview preview = new SqlPreview(Changelogs.generator());

  @Test
  void whatAppliesARevisionIsItsStatementsInOrderWithoutSecrets() {
    assertThat(preview.up(PARSED))
        .containsExactly(
            "CREATE TABLE a (x text)", "INSERT INTO a VALUES ('${password}')", "CREATE TABLE b ()");
  }

  @Test
  void whatUndoesARevisionIsItsRollbacksNewestFirst() {
    assertThat(preview.down(PARSED, key -> true))
        .containsExactly("DROP TABLE b", "SELECT 1", "DROP TABLE a");
  }

  @Test
  void aChangesetThatIsNotUndoneIsLeftOut() {
    assertThat(preview.down(PARSED, key -> key.endsWith("::1::m"))).containsExactly("DROP TABLE a");
  }

  @Test
  void whatLiquibaseGeneratesIsShownAsItWouldBeSent() {
    var parsed =
        Changelogs.parse(
            "1.yaml",
            """
            databaseChangeLog:
            - changeSet:
                id: 1
                author: m
                changes:
                - addColumn:
                    tableName: a
                    columns:
                    - column: {name: y, type: text}
            """);

    assertThat(preview.up(parsed)).containsExactly("ALTER TABLE a ADD y TEXT");
    assertThat(preview.down(parsed, key -> true)).containsExactly("ALTER TABLE a DROP COLUMN y");
  }
}
