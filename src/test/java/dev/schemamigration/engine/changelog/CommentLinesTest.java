package dev.schemamigration.engine.changelog;

import static org.assertj.core.api.Assertions.assertThat;

import dev.schemamigration.engine.sql.ExecutableStatement;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Comments of formatted SQL that begin as directives of Liquibase do. */
class CommentLinesTest {
  private static final String HEAD = "--liquibase formatted sql\n";

  @ParameterizedTest
  @ValueSource(
      strings = {
        "-- Comments of customers",
        "--comments of customers",
        "-- comments: see the handbook",
        "-- Changesets of the import are kept for a year",
        "--changesets of the import are kept for a year",
        "-- changeset 12 is described in the wiki",
        "-- Changeset: the third of this week",
        "-- changesets-by-hand",
        "-- Rollback is done by the nightly job, see the wiki",
        "-- rollback with care",
        "-- Rollback of a, b and c by hand",
        "-- Rollback (by hand) of the rest",
        "-- rollback do not forget",
        "-- Property of the buyer by then",
        "-- property named below",
        "-- preconditions are checked by the caller",
        "-- Preconditions: none",
        "-- precondition n is positive",
        "-- precondition-like checks stand elsewhere",
        "-- validCheckSum is not asked here",
        "-- ignore:this",
        "-- ignoreLines of the header",
        "-- ignoreLines:of:the:header",
        "-- liquibase formatted files are read by schemactl",
        "  -- Comments of customers",
        "--\tRollback is done by hand",
        "-- rollbacks: none",
        "-- property",
        "-- a word of caution",
      })
  void aRemarkIsPartOfTheSql(String remark) {
    var changelog =
        HEAD
            + "--changeset m:1\nCREATE TABLE a ();\n"
            + remark
            + "\nCREATE TABLE b ();\n--rollback DROP TABLE b;\n--rollback DROP TABLE a;\n";

    var parsed = Changelogs.parse("1.sql", changelog);

    assertThat(up(parsed))
        .containsExactly("CREATE TABLE a ()", remark.strip() + "\nCREATE TABLE b ()");
    assertThat(down(parsed)).containsExactly("DROP TABLE b", "DROP TABLE a");
    assertThat(parsed.changesets().getFirst().changeSet().getPreconditions()).isNull();
    assertThat(parsed.changesets().getFirst().changeSet().getValidCheckSums()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "-- rollback what the buyer has taken",
        "--rollback DROP TABLE a;",
        "-- comment: nothing to reserve",
        "--comments: see the handbook",
        "--property name:a value:b",
        "--property of the buyer",
        "-- changesets before 2024 had no such check",
        "-- changeset shop:12 added this",
        "--changeset without a name",
        "--preconditions onFail:HALT",
        "--precondition-sql-check expectedResult:1 SELECT 2",
        "--precondition-not-known a",
        "--validCheckSum: any",
        "--ignore:true",
        "--ignoreLines:1",
        "--ignoreLines:start",
        "--liquibase formatted sql",
        "--rolback DROP TABLE a;",
        "-rollback x",
        "- comment: a list",
        "/* liquibase rollback",
        "   -- rollback DROP TABLE b;",
      })
  void nothingWithinQuotesIsADirective(String line) {
    for (var quotes :
        List.of(
            "$$\n%s\n$$",
            "$x$ $$\n%s\n$x$", "'\n%s\n'", "E'\\'\n%s\n'", "\"\n%s\n\"", "1 /*\n%s\n*/")) {
      var statement = "SELECT " + quotes.formatted(line);
      if (quotes.contains("/*") && line.startsWith("/*")) {
        continue;
      }

      var parsed =
          Changelogs.parse(
              "1.sql",
              HEAD + "--changeset m:1\n" + statement + ";\nSELECT 2;\n--rollback SELECT 3;\n");

      assertThat(up(parsed)).containsExactly(statement, "SELECT 2");
      assertThat(down(parsed)).containsExactly("SELECT 3");
      assertThat(parsed.changesets().getFirst().changeSet().getPreconditions()).isNull();
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "-- rollback DROP TABLE a;",
        "--rollback DROP TABLE a;",
        "  --  Rollback drop table a;",
        "--rollback\tDROP TABLE a;",
        "--rollback DROP\n--rollback TABLE a;",
        "-- rollback DROP TABLE\n-- rollback   a;",
        "/* liquibase rollback\nDROP TABLE a;\n*/",
      })
  void aRollbackIsWrittenWithAndWithoutABlank(String rollback) {
    var parsed =
        Changelogs.parse("1.sql", HEAD + "--changeset m:1\nCREATE TABLE a ();\n" + rollback + "\n");

    assertThat(down(parsed))
        .singleElement()
        .satisfies(
            it -> assertThat(it.replaceAll("\\s+", " ")).isEqualToIgnoringCase("DROP TABLE a"));
  }

  @Test
  void aRemarkBelowARollbackIsNoPartOfIt() {
    var parsed =
        Changelogs.parse(
            "1.sql",
            HEAD
                + "--changeset m:1\nCREATE TABLE a ();\n--rollback DROP TABLE a;\n"
                + "-- Rollback of its rows is done by hand\n");

    assertThat(down(parsed)).containsExactly("DROP TABLE a");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "--changset m:2|--changset is no directive; write --changeset",
        "--changesets m:2 runInTransaction:false|--changesets is no directive; write --changeset",
        "--changeset|--changeset without a name; write author:id behind it",
        "--changeset 12|--changeset without a name; write author:id behind it",
        "-- changeset 12|--changeset without a name; write author:id behind it",
        "-- Changeset order matters: 3 before 4|may be a --changeset or a remark; write --changeset"
            + " author:id, or begin the remark with another word",
        "--rolback DROP TABLE a;|--rolback is no directive; write --rollback",
        "--preconditon-sql-check expectedResult:1 SELECT 1|--preconditon is no directive; write"
            + " --precondition",
        "--precondition sql-check expectedResult:1 SELECT 1|a precondition without its kind; write"
            + " --precondition-sql-check or the like",
        "--precondition-not-table-exists table:a|precondition-not-table-exists is not known in"
            + " formatted SQL, which has precondition-sql-check, precondition-table-exists and"
            + " precondition-view-exists; write it as one of these, or the changelog in YAML or XML",
        "--precondition-sql-check expectedResult: 2 SELECT 2|a blank behind expectedResult: is not"
            + " read; write expectedResult:1 SELECT …",
        "--precondition-sql-check expectedResult:-1 SELECT -1|precondition-sql-check needs an"
            + " expected result, in quotes if it is no word, and a query; write expectedResult:1"
            + " SELECT … or expectedResult:\"-1\" SELECT …",
        "--precondition-sql-check SELECT 1|precondition-sql-check needs an expected result; write"
            + " expectedResult:1 SELECT …",
        "--precondition-table-exists table:s.a|precondition-table-exists takes table:name and"
            + " schema:name, of letters and digits; write other names as precondition-sql-check"
            + " expectedResult:t SELECT to_regclass('…') IS NOT NULL",
        "--precondition-view-exists a|precondition-view-exists takes view:name and schema:name, of"
            + " letters and digits; write other names as precondition-sql-check expectedResult:t"
            + " SELECT to_regclass('…') IS NOT NULL",
        "--preconditions onFail HALT|--preconditions takes attributes; write onFail:MARK_RAN or the"
            + " like behind it",
        "--preconditions onFial:HALT|\"onfial\" is no attribute of --preconditions, which has onFail,"
            + " onError, onFailMessage, onErrorMessage and onSqlOutput; correct it",
        "--preconditions onFail:STOP|\"STOP\" is nothing that --preconditions can do; write one of"
            + " HALT, CONTINUE, MARK_RAN, WARN",
        "--property a=b|a property needs a name and a value; write name:… value:…",
        "-- property name=a value=b|a property needs a name and a value; write name:… value:…",
        "--validCheckSum: 9|--validCheckSum needs a checksum; write it, or any, behind it:"
            + " --validCheckSum: any",
        "--ignoreLines: 3|write --ignoreLines:start, --ignoreLines:end or --ignoreLines:3 at the"
            + " beginning of the line, and nothing behind it",
        "-- ignoreLines:start of the rest|write --ignoreLines:start, --ignoreLines:end or"
            + " --ignoreLines:3 at the beginning of the line, and nothing behind it",
        "--ignore:true|--ignore is no directive; write ignore:true behind --changeset, or"
            + " --ignoreLines",
        "--liquibase formatted sql|\"--liquibase formatted sql\" stands there a second time; take it"
            + " out",
      })
  void whatMustBeAMistakeIsRefusedWithTheRemedy(String line, String remedy) {
    assertThat(
            Changelogs.refusal(
                "1.sql", HEAD + "--changeset m:1\nCREATE TABLE a ();\n" + line + "\n"))
        .isEqualTo("revision file 1.sql: line 4: " + remedy);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "--rollback DROP TABLE a;",
        "--preconditions onFail:HALT",
        "--precondition-table-exists table:a",
        "--validCheckSum: any"
      })
  void whatBelongsToAChangesetIsRefusedAboveTheFirst(String line) {
    assertThat(Changelogs.refusal("1.sql", HEAD + line + "\n--changeset m:1\nSELECT 1;\n"))
        .isEqualTo(
            "revision file 1.sql: line 2: \""
                + line
                + "\" has no effect above the first --changeset; move it below one");
  }

  @Test
  void remarksAboveTheFirstChangesetAreRemarks() {
    var parsed =
        Changelogs.parse(
            "1.sql",
            HEAD
                + "-- Changesets of the import\n-- Preconditions: none\n/* -- rollback: none\n"
                + "--comments\n*/\n--changeset m:1\nSELECT 1;\n");

    assertThat(up(parsed)).containsExactly("SELECT 1");
  }

  @Test
  void whatIsPassedOverIsNotRead() {
    var parsed =
        Changelogs.parse(
            "1.sql",
            HEAD
                + "--changeset m:1 dbms:oracle\nSELECT q'[it's]' FROM dual;\n--precondition-odd a\n"
                + "--changeset m:2 endDelimiter:$$\nSELECT 'a' $$\n--rollback SELECT 2\n"
                + "--changeset m:3\n--ignoreLines:start\nit's not SQL\n--rollback SELECT 4;\n"
                + "--ignoreLines:end\nSELECT 5;\n--rollback SELECT 6;\n");

    assertThat(up(parsed)).containsExactly("SELECT 'a'", "SELECT 5");
    assertThat(down(parsed)).containsExactly("SELECT 6", "SELECT 2");
  }

  @Test
  void aCheckSumIsReadWithAndWithoutABlank() {
    for (var line :
        List.of("--validCheckSum: 1:any", "--validCheckSum any", "--validchecksum:any")) {
      var parsed = Changelogs.parse("1.sql", HEAD + "--changeset m:1\n" + line + "\nSELECT 1;\n");

      assertThat(parsed.changesets().getFirst().changeSet().getValidCheckSums()).hasSize(1);
    }
  }

  private static List<String> up(ParsedChangelog parsed) {
    return texts(parsed.changesets().stream().map(it -> Changelogs.generator().up(it)).toList());
  }

  private static List<String> down(ParsedChangelog parsed) {
    return texts(
        parsed.changesets().reversed().stream()
            .map(it -> Changelogs.generator().down("1", it))
            .toList());
  }

  private static List<String> texts(List<List<ChangeStatements>> changesets) {
    var texts = new ArrayList<String>();
    for (var changeset : changesets) {
      for (var batch : changeset) {
        try {
          batch.statements().stream().map(ExecutableStatement::text).forEach(texts::add);
        } catch (Exception e) {
          throw new AssertionError(e);
        }
      }
    }
    return texts;
  }
}
