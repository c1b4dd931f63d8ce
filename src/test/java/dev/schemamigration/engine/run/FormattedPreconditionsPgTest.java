package dev.schemamigration.engine.run;

import static org.assertj.core.api.Assertions.assertThat;

import dev.schemamigration.migration.reason.Fault;
import dev.schemamigration.testing.MigrationFixture;
import dev.schemamigration.testing.TestPostgres;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Preconditions of formatted SQL, as people write them, over one database. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class FormattedPreconditionsPgTest {
  private final MigrationFixture fixture =
      new MigrationFixture(TestPostgres.newest().createDatabase());

  @BeforeEach
  void anEmptyStart() {
    fixture.database.execute(
        "DROP SCHEMA IF EXISTS schema_migration CASCADE; DROP TABLE IF EXISTS made, tenant;"
            + " CREATE TABLE tenant (id int, name text);"
            + " INSERT INTO tenant VALUES (1, 'a; b'), (2, NULL)");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "HALT|sql-check expectedResult:t SELECT EXISTS (SELECT FROM tenant)|EXECUTED",
        "HALT|sql-check expectedResult:1 SELECT count(*) FROM tenant WHERE name = 'a; b';|EXECUTED",
        "HALT|sql-check expectedResult:\"a; b\" SELECT name FROM tenant WHERE id = 1|EXECUTED",
        "HALT|sql-check expectedResult:'a; b' SELECT name FROM tenant WHERE id = 1|EXECUTED",
        "HALT|sql-check expectedResult:\"-1\" SELECT -1|EXECUTED",
        "HALT|sql-check 2 SELECT count(*) FROM tenant -- both|EXECUTED",
        "HALT|sql-check expectedResult:2 WITH a AS (SELECT 2 AS b) SELECT b FROM a|EXECUTED",
        "HALT|table-exists table:tenant|EXECUTED",
        "HALT|table-exists schema:public table:tenant|EXECUTED",
        "MARK_RAN|sql-check expectedResult:1 SELECT name FROM tenant WHERE id = 2|MARK_RAN",
        "MARK_RAN|table-exists table:nothing|MARK_RAN",
        "MARK_RAN|view-exists view:tenant|MARK_RAN",
        "mark_ran|sql-check expectedResult:0 SELECT count(*) FROM tenant|MARK_RAN",
        "WARN|sql-check expectedResult:0 SELECT count(*) FROM tenant|EXECUTED",
        "MARK_RAN onError:MARK_RAN|sql-check expectedResult:1 SELECT 1 FROM tenant WHERE id = 9"
            + "|MARK_RAN",
      })
  void aPreconditionDecidesAsInLiquibase(String onFail, String precondition, String execType) {
    assertThat(migrate(onFail, precondition)).isEmpty();

    assertThat(fixture.database.one("SELECT exectype FROM schema_migration.databasechangelog"))
        .isEqualTo(execType);
    assertThat(fixture.database.one("SELECT to_regclass('made') IS NOT NULL"))
        .isEqualTo(execType.equals("EXECUTED") ? "t" : "f");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "HALT|sql-check expectedResult:true SELECT EXISTS (SELECT FROM tenant)|SQL Precondition"
            + " failed.  Expected 'true' got 't'; Postgres writes a boolean as t or f, write"
            + " expectedResult:t",
        "HALT|sql-check expectedResult:1 SELECT name FROM tenant WHERE id = 2|the query returned NULL,"
            + " and '1' is expected",
        "MARK_RAN|sql-check expectedResult:1 SELECT 1 FROM tenant WHERE id = 9|the query returned no"
            + " row, and one is expected; let it count, or say onError beside onFail",
        "MARK_RAN|sql-check expectedResult:1 SELECT id FROM tenant|the query returned 2 rows, and one"
            + " is expected; let it count, or say onError beside onFail",
        "HALT onFailMessage:\"tenants must be empty first\"|sql-check expectedResult:0 SELECT count(*)"
            + " FROM tenant|tenants must be empty first",
        "HALT onErrorMessage:'ask: the team'|sql-check expectedResult:0 SELECT nothing FROM tenant"
            + "|ask: the team",
      })
  void whatHaltsSaysWhyAndWhatToDo(String onFail, String precondition, String why) {
    assertThat(migrate(onFail, precondition))
        .isEqualTo("revision 1, changeset t:1: precondition failed: " + why);

    assertThat(fixture.database.one("SELECT to_regclass('made') IS NULL")).isEqualTo("t");
  }

  @Test
  void allOfSeveralHaveToHold() {
    var two =
        "sql-check expectedResult:2 SELECT count(*) FROM tenant\n"
            + "--precondition-sql-check expectedResult:%d SELECT count(*) FROM pg_class WHERE relname"
            + " = 'made'";

    assertThat(migrate("HALT", two.formatted(1))).contains("Expected '1' got '0'");
    assertThat(migrate("HALT", two.formatted(0))).isEmpty();
  }

  /** Returns the message of the fault; empty without one. */
  private String migrate(String onFail, String precondition) {
    var file =
        """
        --liquibase formatted sql
        -- revision: 1
        -- down_revision:

        --changeset t:1
        --preconditions onFail:%s
        --precondition-%s
        CREATE TABLE made (id int);
        --rollback DROP TABLE made;
        """
            .formatted(onFail, precondition);
    return fixture.migrate(Map.of("1_it.sql", file), "head").fault().map(Fault::message).orElse("");
  }
}
