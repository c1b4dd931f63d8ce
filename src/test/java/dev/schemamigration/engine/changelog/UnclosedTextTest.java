package dev.schemamigration.engine.changelog;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.schemamigration.engine.sql.ExecutableStatement;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Texts that the lexer would leave out in silence, and Postgres refuses. */
class UnclosedTextTest {
  private static final String HEAD = "--liquibase formatted sql\n";

  @Test
  void aCommentWithinACommentIsRefusedInAPlainScript() {
    assertThat(
            Changelogs.refusal(
                "1_a.sql",
                "CREATE TABLE a ();\n/* under /srv/sites/* until then */\nCREATE TABLE b ();\n"))
        .contains(
            "1_a.sql",
            "line 2: a comment begins and is not closed before the end of the file; end it with */;"
                + " comments nest, and the /* in line 2 opens another one");
  }

  @Test
  void aCommentWithinACommentIsRefusedInAChangeset() {
    assertThat(
            Changelogs.refusal(
                "1_a.sql",
                HEAD
                    + "--changeset m:1\nCREATE TABLE a ();\n/* under /srv/sites/* until then */\n"
                    + "CREATE TABLE b ();\n--rollback DROP TABLE b; DROP TABLE a;\n"))
        .contains("line 4: a comment begins and is not closed before the end of the file");
  }

  @Test
  void aCommentIsRefusedInARollback() {
    assertThat(
            Changelogs.refusal(
                "1_a.sql",
                HEAD
                    + "--changeset m:1\nCREATE TABLE a ();\n"
                    + "--rollback DROP TABLE b; /* keep /srv/sites/* as it is */\n"
                    + "--rollback DROP TABLE a;\n"))
        .contains("line 4: a comment begins and is not closed before the end of the rollback");
  }

  @Test
  void aChangesetWithinACommentIsRefused() {
    for (var begin : new String[] {"/*\n", "/* not yet:\n"}) {
      for (var end : new String[] {"\n*/\n", " */\n"}) {
        assertThat(
                Changelogs.refusal(
                    "1_a.sql",
                    HEAD
                        + "--changeset m:1\nCREATE TABLE a ();\n--rollback DROP TABLE a;\n"
                        + begin
                        + "--changeset m:2\nDROP TABLE a;\n--rollback CREATE TABLE a ();"
                        + end
                        + "--changeset m:3\nSELECT 1;\n"))
            .contains("line 5: a comment begins and is not closed before the next --changeset");
      }
    }
  }

  @Test
  void theFirstChangesetWithinACommentIsRefused() {
    assertThat(Changelogs.refusal("1_a.sql", HEAD + "/*\n--changeset m:1\nDROP TABLE a;\n*/\n"))
        .contains("line 2: a comment begins and is not closed before the next --changeset");
  }

  @Test
  void stringsNamesAndDollarQuotesAreRefused() {
    assertThat(Changelogs.refusal("1_a.sql", "SELECT 1;\nSELECT 'a;\n"))
        .contains("line 2: a string begins", "end it with '");
    assertThat(Changelogs.refusal("1_a.sql", "SELECT 1;\n\nSELECT \"a;\n"))
        .contains("line 3: a quoted name begins", "end it with \"");
    assertThat(
            Changelogs.refusal("1_a.sql", HEAD + "--changeset m:1\nDO $x$ BEGIN $$;\nEND; $$;\n"))
        .contains("line 3: a dollar quote begins", "end it with $x$");
  }

  @Test
  void aTextOfAnotherFormatIsRefused() {
    assertThat(
            Changelogs.refusal(
                "1_a.yaml",
                "databaseChangeLog:\n  - changeSet:\n      id: 1\n      author: m\n"
                    + "      changes:\n        - sql: SELECT 1; /* a\n"
                    + "      rollback: SELECT 2\n"))
        .contains(
            "1_a.yaml, changeset m:1, statement 2: a comment that begins in line 1 and is never"
                + " closed is not allowed; end it with */");
  }

  @Test
  void aTextInAFileIsRefused() {
    assertThatThrownBy(
            () ->
                Changelogs.parse(
                    "1_a.yaml",
                    "databaseChangeLog:\n  - changeSet:\n      id: 1\n      author: m\n"
                        + "      changes:\n        - sqlFile:\n            path: a.txt\n",
                    Map.of("a.txt", "SELECT 1;\n/* a;\nSELECT 2;\n")))
        .hasMessageContaining(
            "1_a.yaml, changeset m:1, file a.txt: a comment that begins in line 2 and is never"
                + " closed is not allowed; end it with */");
  }

  @Test
  void aParameterThatOpensACommentIsRefused() {
    assertThat(
            Changelogs.refusal(
                "1_a.sql",
                HEAD
                    + "--property name:open value:/*\n--changeset m:1\nSELECT 1; ${open}\n"
                    + "SELECT 2;\n"))
        .contains("changeset m:1, statement 2: a comment that begins in line 1");
  }

  @Test
  void textForOtherDatabasesIsTheirs() {
    assertThat(
            Changelogs.refusal(
                "1_a.sql",
                HEAD
                    + "--changeset m:1 dbms:mysql\nSELECT 'it\\'s';\n--changeset m:2\nSELECT 1;\n"))
        .isEmpty();
  }

  @Test
  void commandsOfPgDumpAreSkippedInAPlainScript() throws Exception {
    var dump =
        "\\restrict a1B2\n\nCREATE TABLE a ();\nSELECT '\n\\restrict x\n';\n\\unrestrict a1B2\n";

    var changes = Changelogs.parse("1_a.sql", dump).changesets().getFirst();

    assertThat(Changelogs.generator().up(changes).getFirst().statements())
        .extracting(ExecutableStatement::text)
        .containsExactly("CREATE TABLE a ()", "SELECT '\n\\restrict x\n'");
    assertThat(Changelogs.refusal("1_a.sql", "\\restrict\nSELECT 1;\n"))
        .contains("\\restrict is not allowed; it is a command of psql");
    assertThat(Changelogs.refusal("1_a.sql", "SELECT 1;\n\\i b.sql\n"))
        .contains("\\i is not allowed; it is a command of psql");
  }

  @Test
  void dataOfCopyAreRefusedByItsName() {
    assertThat(
            Changelogs.refusal(
                "1_a.sql", "\\restrict a\nCOPY a (b) FROM stdin;\nit's\n\\.\n\\unrestrict a\n"))
        .contains("COPY FROM STDIN is not allowed", "pg_dump --inserts");
  }
}
