package dev.schemamigration.migration.planning;

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
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * A plan lists the irreversible revisions it applies; their downgrade is refused before it runs.
 */
class IrreversiblePgTest {
  private static final String FIRST =
      revision("1", "", "CREATE TABLE one (a int);", "DROP TABLE one;");
  private static final String LAST =
      revision("3", "2", "CREATE TABLE three (a int);", "DROP TABLE three;");
  private static final String XML =
      """
      <!-- revision: 2 -->
      <!-- down_revision: 1 -->
      %s
      <databaseChangeLog xmlns="http://www.liquibase.org/xml/ns/dbchangelog">
        <changeSet id="2" author="m">%s</changeSet>
      </databaseChangeLog>
      """;
  private static final String YAML =
      """
      # revision: 2
      # down_revision: 1
      databaseChangeLog:
        - changeSet:
            id: 2
            author: m
            changes:
              - %s
      """;

  private final MigrationFixture fixture =
      new MigrationFixture(TestPostgres.newest().createDatabase());

  static Stream<Arguments> scripts() {
    return Stream.of(
        Arguments.of(
            "2_x.sql",
            revision("2", "1", "SELECT 1;", "SELECT 2;")
                .replace("-- down_revision: 1", "-- down_revision: 1\n-- irreversible: true"),
            "its header says irreversible: true"),
        Arguments.of(
            "2_x.sql",
            revision("2", "1", "SELECT 1;", ""),
            "changeset test:2 (sql) has no rollback (write --rollback empty if nothing is to be undone)"),
        Arguments.of(
            "2_x.sql",
            revision("2", "1", "SELECT 1;", "-- nothing comes to mind"),
            "the rollback of changeset test:2 holds no statement (write --rollback empty if nothing is to be undone)"),
        Arguments.of(
            "2_x.xml",
            XML.formatted("", "<sql>SELECT 1</sql><rollback>-- none</rollback>"),
            "the rollback of changeset m:2 holds no statement (write <rollback/> if nothing is to be undone)"),
        Arguments.of(
            "2_x.xml",
            XML.formatted(
                "<!-- irreversible: true -->", "<sql>SELECT 1</sql><rollback>SELECT 2</rollback>"),
            "its header says irreversible: true"),
        Arguments.of(
            "2_x.yaml",
            YAML.formatted(
                "renameColumn: {tableName: one, oldColumnName: a, newColumnName: b}\n"
                    + "        - dropDefaultValue: {tableName: one, columnName: b}"),
            "changeset m:2 (dropDefaultValue) has no rollback (write rollback: [] if nothing is to be undone)"),
        Arguments.of(
            "2_x.json",
            """
            # revision: 2
            # down_revision: 1
            {"databaseChangeLog": [{"changeSet": {"id": 2, "author": "m", "changes": [
              {"delete": {"tableName": "one"}}]}}]}
            """,
            "changeset m:2 (delete) has no rollback (write \"rollback\": [] if nothing is to be undone)"),
        Arguments.of(
            "2_x.sql",
            "-- revision: 2\n-- down_revision: 1\nSELECT 1;\n",
            "script 2_x.sql has no rollback"));
  }

  @ParameterizedTest
  @MethodSource("scripts")
  void thePlanListsItAndADowngradeIsRefusedBeforeAnythingRuns(
      String name, String content, String why) {
    var files = files("1_one.sql", FIRST, name, content, "3_three.sql", LAST);

    var ahead = fixture.migration.inspect(fixture.request(files, "head"));
    assertThat(ahead.plan().orElseThrow().irreversible()).containsExactly("2");

    assertThat(fixture.migrate(files, "head").fault()).isEmpty();
    var back = fixture.migrate(files, "1");

    assertThat(back.fault())
        .contains(
            new Fault(
                Reason.Irreversible,
                "revision 2 cannot be undone: " + why + "; choose a target that keeps it"));
    assertThat(back.heads()).contains(new Heads(List.of("3")));
    assertThat(fixture.database.one("SELECT to_regclass('three')")).isEqualTo("three");
    assertThat(fixture.migrate(files, "2").fault()).isEmpty();
  }

  @Test
  void itIsRememberedWhenTheSourceIsGone() {
    var files = files("1_one.sql", FIRST, "2_x.sql", revision("2", "1", "SELECT 1;", ""));
    fixture.migrate(files, "head");

    var back = fixture.migrateReverted(Map.of("1_one.sql", FIRST), "head");

    assertThat(back.fault().orElseThrow().reason()).isEqualTo(Reason.Irreversible);
  }

  @Test
  void aRollbackWrittenLaterMakesItReversible() {
    fixture.migrate(
        files("1_one.sql", FIRST, "2_x.sql", revision("2", "1", "SELECT 1;", "")), "head");

    var back =
        fixture.migrate(
            files("1_one.sql", FIRST, "2_x.sql", revision("2", "1", "SELECT 1;", "SELECT 2;")),
            "1");

    assertThat(back.fault()).isEmpty();
    assertThat(back.heads()).contains(new Heads(List.of("1")));
  }

  @Test
  void sayingThatNothingIsToBeDoneIsARollback() {
    var files =
        files(
            "1_one.sql",
            FIRST,
            "2_x.sql",
            revision("2", "1", "INSERT INTO one VALUES (1);", "empty"),
            "3_three.sql",
            LAST);

    var ahead = fixture.migration.inspect(fixture.request(files, "head"));
    assertThat(ahead.plan().orElseThrow().irreversible()).isEmpty();
    fixture.migrate(files, "head");

    assertThat(fixture.migrate(files, "1").fault()).isEmpty();
    assertThat(fixture.database.one("SELECT count(*) FROM one")).isEqualTo("1");
  }

  @Test
  void aRevisionThatOnlyMergesHasNothingToUndo() {
    var files =
        files(
            "1_one.sql",
            FIRST,
            "2_x.sql",
            revision("2", "1", "CREATE TABLE two ();", "DROP TABLE two;"),
            "3_y.sql",
            revision("3", "1", "CREATE TABLE three ();", "DROP TABLE three;"),
            "4_merge.sql",
            "--liquibase formatted sql\n-- Merge.\n-- revision: 4\n-- down_revision: 2, 3\n",
            "5_merge.yaml",
            "# revision: 5\n# down_revision: 4\ndatabaseChangeLog:\n");

    assertThat(fixture.migrate(files, "head").heads()).contains(new Heads(List.of("5")));
    assertThat(fixture.migrate(files, "base").heads()).contains(Heads.BASE);
  }
}
