package dev.schemamigration.engine.run;

import static dev.schemamigration.testing.MigrationFixture.files;
import static org.assertj.core.api.Assertions.assertThat;

import dev.schemamigration.migration.api.Execution;
import dev.schemamigration.testing.MigrationFixture;
import dev.schemamigration.testing.TestPostgres;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What is undone for a rollback as Liquibase's users write it. */
class RollbackMeaningPgTest {
  private static final Map<String, String> NOTHING_TO_UNDO =
      files(
          "1_shelf.yaml",
          """
          # revision: 1
          databaseChangeLog:
            - changeSet:
                id: shelf
                author: ann
                changes:
                  - createTable: {tableName: shelf, columns: [{column: {name: note, type: text}}]}
            - changeSet:
                id: tidy
                author: ann
                rollback: []
                changes: [{sql: {sql: UPDATE shelf SET note = trim(note)}}]
          """,
          "2_tidy.xml",
          """
          <!-- revision: 2 -->
          <!-- down_revision: 1 -->
          <databaseChangeLog xmlns="http://www.liquibase.org/xml/ns/dbchangelog">
            <changeSet id="2" author="ann">
              <sql>UPDATE shelf SET note = upper(note)</sql>
              <rollback/>
            </changeSet>
          </databaseChangeLog>
          """,
          "3_tidy.sql",
          """
          --liquibase formatted sql
          -- revision: 3
          -- down_revision: 2
          --changeset ann:3
          UPDATE shelf SET note = lower(note);
          --rollback empty
          """);

  private final MigrationFixture fixture =
      new MigrationFixture(TestPostgres.newest().createDatabase());

  @Test
  void nothingToUndoIsUndoneWithoutAnySqlAlsoFromTheArchive() {
    assertThat(fixture.migrate(NOTHING_TO_UNDO, "head").fault()).isEmpty();
    fixture.database.execute("INSERT INTO shelf VALUES ('Kept')");

    assertThat(fixture.migrate(Map.of("1_shelf.yaml", first()), "1").fault()).isEmpty();
    assertThat(fixture.database.rows("SELECT * FROM shelf")).containsExactly("Kept");

    assertThat(fixture.migrate(NOTHING_TO_UNDO, "base").fault()).isEmpty();
    assertThat(fixture.database.one("SELECT to_regclass('shelf')")).isEmpty();
  }

  @ParameterizedTest
  @EnumSource(Execution.TransactionScope.class)
  void aViewFromAFileIsDropped(Execution.TransactionScope transaction) {
    var files =
        files(
            "1_view.yaml",
            """
            databaseChangeLog:
              - changeSet:
                  id: view
                  author: ann
                  changes:
                    - createView: {viewName: first_letters, path: views/letters.sql}
            """,
            "views/letters.sql",
            "SELECT 'a'::text AS letter");
    var execution =
        new Execution(transaction, Duration.ofSeconds(3), Duration.ZERO, Duration.ofMinutes(1));

    assertThat(fixture.migrate(files, "head").fault()).isEmpty();
    var undone = fixture.migrate(MigrationFixture.with(fixture.request(files, "base"), execution));

    assertThat(undone.fault()).isEmpty();
    assertThat(fixture.database.one("SELECT to_regclass('first_letters')")).isEmpty();
  }

  private static String first() {
    return NOTHING_TO_UNDO.get("1_shelf.yaml");
  }
}
