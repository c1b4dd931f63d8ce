package dev.schemamigration.engine.sql;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ScriptSplitterTest {
  @Test
  void statementsEndAtSemicolonsAndEmptyOnesAreNone() {
    assertThat(statements("SELECT 1;; ;\n SELECT 2 ;")).containsExactly("SELECT 1", "SELECT 2");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "SELECT 'a;b'",
        "SELECT 'it''s; here'",
        "SELECT E'it\\'s; here'",
        "SELECT e'\\\\', 'a;'",
        "SELECT 'a\\', ';'",
        "SELECT \"a;b\"\"; c\"",
        "SELECT U&'d\\0061t; a'",
        "SELECT B'1;', X'1;'",
        "SELECT $$ ; ' \" -- /* $$",
        "SELECT $tag$ ; $$ ; $tag$",
        "SELECT $ü_1$ ; $ü_1$",
        "SELECT 1 -- a; b\n+ 2",
        "SELECT 1 /* a; /* b; */ c; */ + 2",
        "SELECT a$b$c, d$b$e",
        "DO $$ BEGIN PERFORM 1; PERFORM 2; END $$",
        "CREATE RULE r AS ON INSERT TO t DO ALSO (INSERT INTO a VALUES (1); INSERT INTO b VALUES"
            + " (2))",
        "SELECT '{\"a\": \"?\"}'::jsonb ? 'a' AND data ?| array['b', 'c'] AND data @? '$.x'",
        "SELECT '{call x}', {d '2020-01-01'}, :name, $1",
      })
  void whatLooksLikeAnEndInsideIsNone(String sql) {
    assertThat(statements(sql + ";\nSELECT 2")).containsExactly(sql, "SELECT 2");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "CREATE FUNCTION f() RETURNS int LANGUAGE sql BEGIN ATOMIC SELECT 1; SELECT 2; END",
        "create or replace procedure p() language sql\nbegin /* really */ atomic\n"
            + "  insert into t select case when true then case 1 when 2 then 3 end end;\n"
            + "  insert into t values (1);\nend",
        "CREATE FUNCTION f(n int) RETURNS int BEGIN ATOMIC SELECT s.end FROM s; SELECT 1.; END",
        "CREATE FUNCTION f() RETURNS int BEGIN ATOMIC SELECT max(a) AS end, 1 end, 2 case; END",
        "CREATE FUNCTION begin() RETURNS int BEGIN ATOMIC ; -- end\n; END",
        "CREATE PROCEDURE p() BEGIN ATOMIC SELECT CASE a WHEN 1. THEN s.case END FROM s; END",
        "CREATE FUNCTION f() RETURNS begin BEGIN ATOMIC END",
        "CREATE VIEW function AS SELECT begin atomic FROM t",
        "CREATE FUNCTION begin_it(a int DEFAULT 1) RETURNS int BEGIN ATOMIC SELECT a; END",
        "CREATE OR REPLACE FUNCTION s.f() RETURNS text RETURN 'x;'",
      })
  void aRoutineKeepsItsBody(String routine) {
    assertThat(statements(routine + "; SELECT 3")).containsExactly(routine, "SELECT 3");
  }

  @Test
  void columnsMayBeNamedLikeTheWordsOfABody() {
    assertThat(statements("CREATE TABLE t (atomic int, \"begin\" int); SELECT 1")).hasSize(2);
    assertThat(statements("BEGIN; SELECT 1; END")).hasSize(3);
  }

  @Test
  void aNumberEndsWhereItsDigitsEnd() {
    assertThat(statements("SELECT 1a$x$b; SELECT 2")).hasSize(2);
    assertThat(statements("SELECT CASE WHEN true THEN 1END; SELECT 2")).hasSize(2);
    assertThat(statements("SELECT 1E'a\\'; '; SELECT 2")).hasSize(2);
  }

  @Test
  void aStatementKnowsWhereItBegins() {
    assertThat(ScriptSplitter.split(" SELECT 1;\n\n SELECT 1 ;", Delimiter.NONE))
        .extracting(ScriptStatement::start)
        .containsExactly(1, 13);
  }

  @Test
  void commentsStayWithTheStatementThatFollows() {
    assertThat(statements("-- first; one\n/* two */ SELECT 1;\n-- the end;\n/* ; */"))
        .containsExactly("-- first; one\n/* two */ SELECT 1");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"", "  \n\t", ";;", "-- nothing", "/* nothing /* at */ all */", "-- a\n;-- b\n;"})
  void aTextMayHoldNoStatement(String sql) {
    assertThat(statements(sql)).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"SELECT 'open; ", "SELECT \"open; ", "SELECT $$open; ", "SELECT /*open; "})
  void whatIsLeftOpenRunsToTheEnd(String sql) {
    assertThat(statements(sql)).containsExactly(sql.strip());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "SELECT 1;~/* open|comment */ 2 0",
        "SELECT 1;~/* a~ /* b */ c|comment */ 2 3",
        "/* open|comment */ 1 0",
        "SELECT 'it|string ' 1 0",
        "SELECT E'it\\'|string ' 1 0",
        "SELECT E'it'~'on|string ' 1 0",
        "SELECT~\"a \"\"|quoted name \" 2 0",
        "SELECT $x$ a $$ |dollar quote $x$ 1 0",
        "SELECT $$ a|dollar quote $$ 1 0",
        "CREATE FUNCTION f()~BEGIN ATOMIC~SELECT 1; SELECT 2 END; SELECT 3;|body of a routine a"
            + " semicolon and END 2 0",
      })
  void whatIsLeftOpenIsNamed(String sql, String unclosed) {
    var last = ScriptSplitter.split(sql.replace('~', '\n'), Delimiter.NONE).getLast().unclosed();

    assertThat(last.what() + " " + last.end() + " " + last.line() + " " + last.nested())
        .isEqualTo(unclosed);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"SELECT 1 -- it's", "SELECT 1 /* a /* b */ */", "SELECT 'a', $$b$$, \"c\""})
  void aClosedTextLeavesNothingOpen(String sql) {
    assertThat(ScriptSplitter.split(sql, Delimiter.NONE).getLast().unclosed())
        .isEqualTo(Unclosed.NONE);
  }

  @Test
  void manyCommentsDoNotExhaustTheStack() {
    var sql = "-- a comment\n/* another */\n".repeat(100_000) + "SELECT 1";

    assertThat(statements(sql))
        .singleElement()
        .satisfies(it -> assertThat(it).endsWith("SELECT 1"));
  }

  @Test
  void aShapeHoldsTheWordsAndNothingThatTheAuthorHides() {
    assertThat(
            shapes(
                "/* CREATE */ create -- x\n"
                    + "\t UNIQUE  index/**/concurrently i on \"T x\" (lower('a b'));"))
        .containsExactly("create UNIQUE index concurrently i on \"T x\" ()");
    assertThat(shapes("INSERT INTO t VALUES ('COPY', $$FROM PROGRAM$$)"))
        .containsExactly("INSERT INTO t VALUES ()");
    assertThat(shapes("REINDEX (VERBOSE, CONCURRENTLY) TABLE t"))
        .containsExactly("REINDEX (VERBOSE, CONCURRENTLY) TABLE t");
  }

  @Test
  void aShapeStaysShort() {
    assertThat(shapes("SELECT " + "a, ".repeat(1_000_000) + "b").getFirst()).hasSizeLessThan(2_500);
    assertThat(shapes("COPY \"" + "x".repeat(5_000) + "\" FROM PROGRAM 'id'").getFirst())
        .endsWith(" FROM PROGRAM ''");
  }

  private static List<String> shapes(String sql) {
    return ScriptSplitter.split(sql, Delimiter.NONE).stream().map(ScriptStatement::shape).toList();
  }

  private static List<String> statements(String sql) {
    return ScriptSplitter.split(sql, Delimiter.NONE).stream().map(ScriptStatement::text).toList();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "SELECT E'a'\n'\\'; b'",
        "SELECT E'a' \t\r\n  '\\'; b'",
        "SELECT e'a' -- it's going on;\n -- and on\n '\\'; b'",
        "SELECT E'a'\n'b'\n'\\'; c'",
        "SELECT E'a\\''\n'\\'; b'"
      })
  void aStringWithBackslashesKeepsThemBehindALineBreak(String statement) {
    assertThat(statements(statement + "; SELECT 2")).containsExactly(statement, "SELECT 2");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "SELECT E'a' '\\'",
        "SELECT 'a'\n'\\'",
        "SELECT E'a' /* no\n break */ '\\'",
        "SELECT E'a'\n||'\\'"
      })
  void aStringOfItsOwnHasNone(String statement) {
    assertThat(statements(statement + "; SELECT 2")).containsExactly(statement, "SELECT 2");
  }

  @Test
  void emptyStatementsInABodyEndNothing() {
    var routine = "CREATE FUNCTION f() RETURNS boolean BEGIN ATOMIC ;;RETURN false;; END";

    assertThat(statements(routine + "; SELECT 2")).containsExactly(routine, "SELECT 2");
  }
}
