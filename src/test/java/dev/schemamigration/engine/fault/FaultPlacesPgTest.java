package dev.schemamigration.engine.fault;

import static dev.schemamigration.testing.MigrationFixture.files;
import static org.assertj.core.api.Assertions.assertThat;

import dev.schemamigration.migration.reason.Fault;
import dev.schemamigration.source.Parameter;
import dev.schemamigration.testing.MigrationFixture;
import dev.schemamigration.testing.TestPostgres;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** Errors of the server name file and line, as psql does. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class FaultPlacesPgTest {
  private static final String HEAD =
      """
      --liquibase formatted sql
      -- revision: 1
      -- down_revision:

      --changeset shop:1
      """;

  private final MigrationFixture fixture =
      new MigrationFixture(TestPostgres.newest().createDatabase());

  @Test
  void ofTheCharacterThatTheServerNames() {
    assertThat(
            message(
                HEAD
                    + """

                      --preconditions onFail:HALT
                      CREATE TABLE orders (id int);
                      --comment: what is kept
                      -- Comments of customers
                      -- 😀 and "ü", which are more than one byte
                      /* over two
                         lines */ ALTER TABLE orders
                        ADD COLUMN 😀 text,
                      --rollback DROP TABLE orders;
                        ADD COLUMN b nothing;
                      """))
        .contains("changeset shop:1, statement 2 (1_it.sql:16): type \"nothing\" does not exist");
  }

  @Test
  void ofTheStatementWhereTheServerNamesNone() {
    assertThat(
            message(
                HEAD
                    + "CREATE TABLE a (i int UNIQUE);\n\n-- the same\n-- twice\nINSERT INTO a\nVALUES"
                    + " (1), (1);\n"))
        .contains("statement 2 (1_it.sql:10): duplicate key value violates unique constraint");
  }

  @Test
  void inAPlainScript() {
    assertThat(message("\n\n-- one\nSELECT 1;\r\nSELECT\r\n  nothing;\r\n"))
        .contains("script 1_it.sql, statement 2 (1_it.sql:6): column \"nothing\" does not exist");
  }

  @Test
  void inAFileThatAChangesetReads() {
    var files =
        files(
            "1_it.yaml",
            """
            databaseChangeLog:
              - changeSet:
                  id: 1
                  author: shop
                  changes:
                    - sqlFile: {path: sql/orders.txt}
                    - sql: SELECT 1
            """,
            "sql/orders.txt",
            "SELECT 1;\nSELECT\n\n  nothing;\n");

    assertThat(message(files)).contains("statement 2 (sql/orders.txt:4): column \"nothing\"");
  }

  @Test
  void inARollback() {
    var text =
        HEAD
            + "CREATE TABLE b ();\n--rollback DROP TABLE b;\n-- a remark\n--rollback SELECT\n"
            + "--rollback   nothing;\n";
    assertThat(message(text)).isEmpty();

    assertThat(message(Map.of("1_it.sql", text), "base"))
        .contains("revision 1 (downgrade), changeset shop:1, statement 2 (1_it.sql:10): column");

    var block =
        text.replace(
            "--rollback SELECT\n--rollback   nothing;",
            "/* liquibase rollback\n" + "SELECT\n  nothing;\n*/");
    assertThat(message(Map.of("1_it.sql", block), "base"))
        .contains("statement 2 (1_it.sql:11): column");
    assertThat(message(Map.of("1_it.sql", text.replace("  nothing", "  1")), "base")).isEmpty();
  }

  @Test
  void outsideOfATransaction() {
    assertThat(
            message(
                HEAD.replace("shop:1", "shop:1 runInTransaction:false")
                    + "SELECT 1;\nVACUUM\n  nothing;\n"))
        .contains("statement 2 (1_it.sql:7): relation \"nothing\" does not exist");
  }

  @Test
  void unlessAParameterAddsLines() {
    var text = HEAD + "SELECT ${a};\nSELECT nothing;\n";

    assertThat(message(text, new Parameter("a", "1", false)))
        .contains("statement 2 (1_it.sql:7): column");
    assertThat(message(text, new Parameter("a", "1,\n2", false))).contains("statement 2: column");
  }

  private String message(String text, Parameter... parameters) {
    return message(Map.of("1_it.sql", text), "head", parameters);
  }

  private String message(Map<String, String> files) {
    return message(files, "head");
  }

  private String message(Map<String, String> files, String target, Parameter... parameters) {
    return fixture.migrate(files, target, parameters).fault().map(Fault::message).orElse("");
  }
}
