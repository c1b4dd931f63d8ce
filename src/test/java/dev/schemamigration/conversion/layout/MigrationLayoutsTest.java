package dev.schemamigration.conversion.layout;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.schemamigration.conversion.model.Migration;
import dev.schemamigration.conversion.model.MigrationFolder;
import dev.schemamigration.conversion.model.Note;
import dev.schemamigration.conversion.model.Reading;
import dev.schemamigration.conversion.model.Tool;
import dev.schemamigration.conversion.model.ToolFile;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Layouts of other tools, as their own directories have them. */
class MigrationLayoutsTest {
  @Test
  void golangMigratePairsByNumber() {
    var reading =
        read(
            Tool.GOLANG_MIGRATE,
            "10_last.up.sql",
            "ten",
            "2_two.up.sql",
            "two",
            "2_other_name.down.sql",
            "undo two",
            "000001_a.up.sql",
            "one a",
            "000001_b.up.sql",
            "one b",
            "000001_b.down.sql",
            "undo one b",
            "3_orphan.down.sql",
            "undo three",
            "schema.rb",
            "x");

    assertThat(reading.migrations())
        .extracting(Migration::id)
        .containsExactly("000001", "000001", "2", "10");
    assertThat(reading.migrations())
        .extracting(Migration::down)
        .containsExactly(
            Optional.empty(), Optional.of("undo one b"), Optional.of("undo two"), Optional.empty());
    assertThat(reading.notes())
        .extracting(Note::path, Note::outcome)
        .containsExactlyInAnyOrder(
            tuple("3_orphan.down.sql", Note.Outcome.FAILED),
            tuple("schema.rb", Note.Outcome.PASSED_OVER));
  }

  @Test
  void aNumberMayStandBehindALetterOrInANumberedFolder() {
    assertThat(ids(Tool.GOLANG_MIGRATE, "V0002.Name.up.sql", "", "V0001.First.up.sql", ""))
        .containsExactly("0001", "0002");
    assertThat(
            ids(
                Tool.GOLANG_MIGRATE,
                "12/03_c.up.sql",
                "",
                "12/010_d.up.sql",
                "",
                "2/99_a.up.sql",
                ""))
        .containsExactly("2.99", "12.03", "12.010");
  }

  @Test
  void postgratorWritesDoAndUndo() {
    var reading =
        read(
            Tool.POSTGRATOR,
            "002.do.second-one.sql",
            "b",
            "001.do.sql",
            "a",
            "001.undo.sql",
            "undo a");

    assertThat(reading.migrations()).extracting(Migration::id).containsExactly("001", "002");
    assertThat(reading.migrations())
        .extracting(Migration::message)
        .containsExactly("", "second one");
    assertThat(reading.migrations().getFirst().down()).contains("undo a");
  }

  @Test
  void popxPrefersTheFileForPostgres() {
    var reading =
        read(
            Tool.POPX,
            "20200101000000000001_a.up.sql",
            "general",
            "20200101000000000001_a.postgres.up.sql",
            "ours",
            "20200101000000000001_a.mysql.up.sql",
            "theirs",
            "20200101000000000001_a.down.sql",
            "undo",
            "20200101000000000002_b.autocommit.up.sql",
            "index",
            "20200101000000000002_b.autocommit.down.sql",
            "");

    assertThat(reading.migrations()).extracting(Migration::up).containsExactly("ours", "index");
    assertThat(reading.migrations())
        .extracting(Migration::down)
        .containsExactly(Optional.of("undo"), Optional.of(""));
    assertThat(reading.migrations())
        .extracting(Migration::transactional)
        .containsExactly(Optional.empty(), Optional.of(false));
  }

  @Test
  void dieselSortsByVersionsWithoutDashes() {
    var reading =
        read(
            Tool.DIESEL,
            "2026-01-05-100000_second/up.sql",
            "b",
            "2026-01-05-100000_second/down.sql",
            "undo b",
            "2026-01-05-100000_second/metadata.toml",
            "run_in_transaction = false\n",
            "00000000000000_diesel_initial_setup/up.sql",
            "a",
            "20270101000000_half/down.sql",
            "x");

    assertThat(reading.migrations())
        .extracting(Migration::id)
        .containsExactly("00000000000000", "20260105100000");
    assertThat(reading.migrations().getLast().transactional()).contains(false);
    assertThat(reading.notes()).extracting(Note::outcome).containsExactly(Note.Outcome.FAILED);
  }

  @Test
  void gooseDividesFilesByItsMarks() {
    var reading =
        read(
            Tool.GOOSE,
            "20200102_b.sql",
            """
                -- +goose NO TRANSACTION
                -- +goose Up
                CREATE INDEX CONCURRENTLY i ON t (a);
                -- +goose Down
                DROP INDEX i;
                """,
            "20200101_a.sql",
            """
                -- first
                -- +goose Up
                -- +goose StatementBegin
                CREATE TABLE t (a int);
                -- +goose StatementEnd
                """,
            "20200103_c.go",
            "package main");

    assertThat(reading.migrations())
        .extracting(Migration::id)
        .containsExactly("20200101", "20200102");
    assertThat(reading.migrations().getFirst().up())
        .isEqualTo("-- first\nCREATE TABLE t (a int);\n");
    assertThat(reading.migrations().getFirst().down()).isEmpty();
    assertThat(reading.migrations().getLast().transactional()).contains(false);
    assertThat(reading.migrations().getLast().down()).contains("DROP INDEX i;\n");
    assertThat(reading.notes()).extracting(Note::outcome).containsExactly(Note.Outcome.FAILED);
  }

  @Test
  void dbmateAndSqlMigrateHaveOptionsBehindTheirMarks() {
    var dbmate =
        read(
            Tool.DBMATE,
            "20200101_a.sql",
            "-- migrate:up transaction:false\nVACUUM;\n-- migrate:down\nSELECT 1;\n");
    assertThat(dbmate.migrations().getFirst().transactional()).contains(false);
    assertThat(dbmate.migrations().getFirst().down()).contains("SELECT 1;\n");

    var sqlMigrate =
        read(
            Tool.SQL_MIGRATE,
            "10-b.sql",
            "-- +migrate Up notransaction\nVACUUM;\n  -- +migrate Down;\nSELECT 1;\n",
            "2-a.sql",
            "-- +migrate Up\nSELECT 2;\n");
    assertThat(sqlMigrate.migrations()).extracting(Migration::id).containsExactly("2", "10");
    assertThat(sqlMigrate.migrations().getLast().transactional()).contains(false);
    assertThat(sqlMigrate.migrations().getLast().down()).contains("SELECT 1;\n");
  }

  @Test
  void flywayOrdersVersionsByTheirNumbersAndRepeatableFilesLast() {
    var reading =
        read(
            Tool.FLYWAY,
            "sub/V1_10__c.sql",
            "c",
            "V1.2__b.sql",
            "b",
            "V1__a.sql",
            "a",
            "U1_2__b.sql",
            "undo b",
            "R__view.sql",
            "view",
            "V2__index.sql",
            "index",
            "V2__index.sql.conf",
            "executeInTransaction=false",
            "V3__code.java",
            "class",
            "beforeMigrate.sql",
            "x");

    assertThat(reading.migrations())
        .extracting(Migration::id)
        .containsExactly("1", "1.2", "1.10", "2", "R.view");
    assertThat(reading.migrations().get(1).down()).contains("undo b");
    assertThat(reading.migrations().get(3).transactional()).contains(false);
    assertThat(reading.notes())
        .extracting(Note::outcome)
        .containsExactlyInAnyOrder(
            Note.Outcome.FAILED, Note.Outcome.PASSED_OVER, Note.Outcome.CHANGED);
  }

  private static List<String> ids(Tool tool, String... files) {
    return read(tool, files).migrations().stream().map(Migration::id).toList();
  }

  /** Reads files by the layout that recognizes them, which is that of the tool. */
  private static Reading read(Tool tool, String... namesAndTexts) {
    var files = new ArrayList<ToolFile>();
    for (int i = 0; i < namesAndTexts.length; i += 2) {
      files.add(new ToolFile(namesAndTexts[i], namesAndTexts[i + 1]));
    }
    var layout = MigrationLayouts.recognizing(files).getFirst();
    assertThat(layout.tool()).isEqualTo(tool);
    return layout.read(new MigrationFolder(Path.of("."), files, Map.of()));
  }
}
