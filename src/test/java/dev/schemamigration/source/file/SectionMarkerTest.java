package dev.schemamigration.source.file;

import static dev.schemamigration.source.SourceFiles.files;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.schemamigration.source.fault.SourceException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SectionMarkerTest {
  private static final String FORMATTED = "--liquibase formatted sql\n--changeset a:1\n";

  private static int revisionsOf(String content) {
    return files().with("1_album.sql", content).read().files().size();
  }

  @ParameterizedTest
  @CsvSource({
    "-- +goose Up, goose",
    "-- +goose Down, goose",
    "--+goose up, goose",
    "  -- +GOOSE DOWN, goose",
    "-- +goose NO TRANSACTION, goose",
    "-- +goose StatementBegin, goose",
    "-- migrate:up, dbmate",
    "-- migrate:down, dbmate",
    "-- migrate:up transaction:false, dbmate",
    "--migrate:down, dbmate",
    "-- +migrate Up, sql-migrate",
    "-- +migrate Down;, sql-migrate",
    "   -- +migrate Down, sql-migrate",
    "-- +migrate Up notransaction, sql-migrate",
    "-- Up Migration, node-pg-migrate",
    "-- Down Migration, node-pg-migrate",
    "--- down  migration ---, node-pg-migrate",
    "-- +micrate Up, micrate",
    "-- rambler down, rambler",
    "---- create above / drop below ----, tern",
    "-- //@UNDO, MyBatis Migrations",
    "--//@UNDO, MyBatis Migrations",
    "# --- !Downs, Play evolutions",
    "-- !Ups, Play evolutions",
    "-- ==== DOWN ====, shmig",
  })
  void aMarkerOfAnotherToolIsRefusedWithItsLineAndTool(String marker, String tool) {
    assertThatThrownBy(
            () -> revisionsOf("CREATE TABLE album (id int);\n" + marker + "\nDROP TABLE album;\n"))
        .isInstanceOf(SourceException.class)
        .hasMessageStartingWith("test: 1_album.sql line 2: ")
        .hasMessageContaining("is a section marker of " + tool + ", ");
  }

  @Test
  void theMessageIsAboutTheFirstMarkerAndHowToWriteARevision() {
    assertThatThrownBy(
            () ->
                revisionsOf("-- +goose Up\r\nSELECT 1;\r\n-- +goose Down\r\nDROP TABLE album;\r\n"))
        .hasMessage(
            "test: 1_album.sql line 1: \"-- +goose Up\" is a section marker of goose, so that the up"
                + " part and the down part of the file would both run; write the up part below"
                + " lines \"--liquibase formatted sql\" and \"--changeset author:id\", and the down"
                + " part as \"--rollback\" lines after it, without the markers");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "SELECT '\n-- +goose Down\n';",
        "SELECT 'it''s\n-- +goose Down\n';",
        "SELECT E'it\\'s\n-- +goose Down\n';",
        "SELECT E'a''\\'\n-- +goose Down\n';",
        "SELECT 1 AS \"\n-- migrate:down\n\";",
        "CREATE FUNCTION f() RETURNS int LANGUAGE sql AS $$\n-- migrate:down\nSELECT 1; $$;",
        "CREATE FUNCTION f() RETURNS int LANGUAGE sql AS $b$\n$$\n-- +migrate Down\nSELECT 1;$b$;",
        "/* once\n/* nested */\n-- +goose Down\n*/ SELECT 1;",
        "SELECT 1; -- +goose Down",
        "-- goose migrates up and down\nSELECT 1;",
        "-- Down migration drops the table\nSELECT 1;",
        "-- migrate: nothing\nSELECT 1;",
      })
  void aMarkerThatIsQuotedOrProseIsNone(String content) {
    assertThat(revisionsOf(content)).isEqualTo(1);
    assertThat(revisionsOf(FORMATTED + content)).isEqualTo(1);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "-- don't\n-- +goose Down",
        "SELECT 'it''s', E'a\\'', $$it's$$, a$1 /* it's */;\n-- +goose Down",
        "SELECT '\\';\n-- +goose Down",
        "SELECT $1;\n-- +goose Down",
        "SELECT $$\n$$;\n-- +goose Down",
        "/* it's */\n-- +goose Down",
      })
  void aMarkerBehindWhatIsClosedCounts(String content) {
    assertThatThrownBy(() -> revisionsOf(content)).hasMessageContaining("goose");
  }

  @Test
  void inFormattedSqlAMarkerCountsUnlessItReadsAsProse() {
    assertThatThrownBy(() -> revisionsOf(FORMATTED + "SELECT 1;\n-- +goose Down\nSELECT 2;"))
        .hasMessageStartingWith("test: 1_album.sql line 4: ");
    assertThat(revisionsOf(FORMATTED + "SELECT 1;\n-- Down migration\n--rollback SELECT 2;"))
        .isEqualTo(1);
  }
}
