package dev.schemamigration.engine.sql;

import static dev.schemamigration.testing.MigrationFixture.files;
import static dev.schemamigration.testing.MigrationFixture.revision;
import static org.assertj.core.api.Assertions.assertThat;

import dev.schemamigration.testing.MigrationFixture;
import dev.schemamigration.testing.TestPostgres;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Executes scripts and compares what the server received with what their author wrote. */
class ScriptSplitterPgTest {
  private static final String FUNCTION =
      """
      CREATE FUNCTION undone() RETURNS text LANGUAGE plpgsql AS $body$
      DECLARE
        it text := 'a;b'; -- no end; here
      BEGIN
        it := it || E'\\';' || $$;$$;
        RETURN it;
      END;
      $body$;
      COMMENT ON FUNCTION undone() IS 'made; while undoing';\
      """;

  private final MigrationFixture fixture =
      new MigrationFixture(TestPostgres.newest().createDatabase());

  @ParameterizedTest
  @MethodSource("dev.schemamigration.testing.TestPostgres#supported")
  void quotesCommentsAndOperatorsArriveAsWritten(TestPostgres server) {
    var own = new MigrationFixture(server.createDatabase());
    var sql =
        """
        CREATE TABLE told (id int PRIMARY KEY, t text);
        /* a; /* nested; */ comment; */
        INSERT INTO told VALUES (1, 'it''s; -- no comment'), (2, E'it\\'s\\\\;\\n'), (3, 'C:\\dir\\');
        INSERT INTO told VALUES (4, $$a;'b"$$), (5, $x$ $$ ; $x$), (6, U&'d\\0061t\\+000061;');
        INSERT INTO told SELECT 7, ('{"a;b": "?"}'::jsonb ? 'a;b')::text; -- last; one
        INSERT INTO told SELECT 8, ('{"a": 1}'::jsonb ?| array['b', 'a'])::text;
        INSERT INTO told SELECT 9, '{call x(?)} {d ''2020-01-01''} :name @x $1'::text;
        INSERT INTO told SELECT 10, (ARRAY[[1,2],[3,4]])[2:2]::text;
        CREATE TABLE "odd; ""name" ("col;" int);
        INSERT INTO "odd; ""name" ("col;") VALUES (1);
        DO $do$
        BEGIN
          INSERT INTO told VALUES (11, 'from; a block');
          EXECUTE $q$ INSERT INTO told VALUES (12, 'and; deeper') $q$;
        END;
        $do$;
        CREATE FUNCTION add(a int, b int) RETURNS int LANGUAGE sql AS 'SELECT a + b;';
        CREATE RULE twice AS ON INSERT TO "odd; ""name" DO ALSO (SELECT 1; SELECT 2);
        INSERT INTO told SELECT 13, add(1, 2)::text\
        """;

    var report =
        own.migrate(files("1_all.sql", revision("1", "", sql, "DROP TABLE told;")), "head");

    assertThat(report.fault()).isEmpty();
    assertThat(own.database.rows("SELECT id, replace(t, E'\\n', '~') FROM told ORDER BY id"))
        .containsExactly(
            "1\tit's; -- no comment",
            "2\tit's\\;~",
            "3\tC:\\dir\\",
            "4\ta;'b\"",
            "5\t $$ ; ",
            "6\tdata;",
            "7\ttrue",
            "8\ttrue",
            "9\t{call x(?)} {d '2020-01-01'} :name @x $1",
            "10\t{{3,4}}",
            "11\tfrom; a block",
            "12\tand; deeper",
            "13\t3");
  }

  @Test
  void aRoutineWithABodyOfStatementsStaysTogether() {
    var sql =
        """
        CREATE TABLE t (a int);
        CREATE FUNCTION size_of(n int) RETURNS text LANGUAGE sql
        BEGIN ATOMIC
          INSERT INTO t VALUES (n);
          SELECT CASE WHEN n > 10 THEN CASE n WHEN 11 THEN 'eleven;' ELSE 'many' END ELSE 'few' END;
        END;
        CREATE OR REPLACE PROCEDURE fill() BEGIN ATOMIC INSERT INTO t VALUES (1); INSERT INTO t VALUES (2); END;
        CALL fill();
        CREATE TABLE u AS SELECT size_of(11) AS size;\
        """;

    var rollback = "DROP TABLE u; DROP PROCEDURE fill; DROP FUNCTION size_of; DROP TABLE t;";
    var files = files("1_routines.sql", revision("1", "", sql, rollback));

    assertThat(fixture.migrate(files, "head").fault()).isEmpty();
    assertThat(fixture.database.rows("SELECT size, (SELECT count(*) FROM t) FROM u"))
        .containsExactly("eleven;\t3");
    assertThat(fixture.migrate(files, "base").fault()).isEmpty();
  }

  static Stream<Arguments> rollbacks() {
    var indented = FUNCTION.indent(10);
    return Stream.of(
        Arguments.of(
            "1_lines.sql",
            "--liquibase formatted sql\n--changeset m:1\nSELECT 1;\n--rollback "
                + FUNCTION.replace("\n", "\n--rollback ")
                + "\n"),
        Arguments.of(
            "1_block.sql",
            "--liquibase formatted sql\n--changeset m:1\nSELECT 1;\n/* liquibase rollback\n"
                + FUNCTION
                + "\n*/\n"),
        Arguments.of(
            "1_it.xml",
            """
            <databaseChangeLog xmlns="http://www.liquibase.org/xml/ns/dbchangelog">
              <changeSet id="1" author="m">
                <sql>SELECT 1</sql>
                <rollback><![CDATA[
            %s
                ]]></rollback>
              </changeSet>
            </databaseChangeLog>
            """
                .formatted(FUNCTION)),
        Arguments.of(
            "1_it.yaml",
            "databaseChangeLog:\n  - changeSet:\n      id: 1\n      author: m\n      changes:\n"
                + "        - sql: SELECT 1\n      rollback: |\n"
                + indented),
        Arguments.of(
            "1_it.json",
            "{\"databaseChangeLog\": [{\"changeSet\": {\"id\": 1, \"author\": \"m\", \"changes\":"
                + " [{\"sql\": \"SELECT 1\"}], \"rollback\": \""
                + FUNCTION.replace("\\", "\\\\").replace("\"", "\\\"").replace("\n", "\\n")
                + "\"}}]}"));
  }

  @ParameterizedTest
  @MethodSource("rollbacks")
  void aFunctionInARollbackStaysTogetherInEveryFormat(String name, String content) {
    var files = Map.of(name, content);
    fixture.migrate(files, "head");

    var report = fixture.migrate(files, "base");

    assertThat(report.fault()).isEmpty();
    assertThat(fixture.database.one("SELECT undone()")).isEqualTo("a;b';;");
    assertThat(fixture.database.one("SELECT obj_description('undone()'::regprocedure, 'pg_proc')"))
        .isEqualTo("made; while undoing");
  }

  @Test
  void statementsMayEndWithWhatTheirAuthorSays() {
    var files =
        files(
            "1_go.sql",
            """
            --liquibase formatted sql
            --changeset m:1 endDelimiter:GO
            CREATE TABLE go_kart (go int)
            GO
            INSERT INTO go_kart VALUES (1); INSERT INTO go_kart VALUES (2)
            go
            --rollback DROP TABLE go_kart
            --changeset m:2 endDelimiter:/ rollbackEndDelimiter:/
            CREATE TABLE slash AS SELECT 4 / 2 AS two
            /
            CREATE TABLE u ()
            /
            --rollback DROP TABLE slash
            --rollback /
            --rollback DROP TABLE u
            """,
            "2_go.yaml",
            """
            databaseChangeLog:
              - changeSet:
                  id: 1
                  author: m
                  changes:
                    - sql:
                        sql: "CREATE TABLE v ()\\n@@\\nCREATE TABLE w ()"
                        endDelimiter: '\\n@@'
                  rollback: DROP TABLE v; DROP TABLE w
            """);

    assertThat(fixture.migrate(files, "head").fault()).isEmpty();
    assertThat(tables()).containsExactly("go_kart", "slash", "u", "v", "w");
    assertThat(fixture.database.rows("SELECT go FROM go_kart")).containsExactly("1", "2");
    assertThat(fixture.migrate(files, "base").fault()).isEmpty();
    assertThat(tables()).isEmpty();
  }

  @Test
  void severalStatementsThatAreNotToBeSplitRunAllTheSame() {
    var files =
        files(
            "1_whole.sql",
            """
            --liquibase formatted sql
            --changeset m:1 splitStatements:false stripComments:true rollbackSplitStatements:false
            CREATE TABLE a (); -- one
            CREATE FUNCTION f() RETURNS text LANGUAGE sql AS $$ SELECT '-- kept;'; $$;
            --rollback DROP FUNCTION f; DROP TABLE a;
            """);

    assertThat(fixture.migrate(files, "head").fault()).isEmpty();
    assertThat(fixture.database.one("SELECT f()")).isEqualTo("-- kept;");
    assertThat(fixture.migrate(files, "base").fault()).isEmpty();
    assertThat(tables()).isEmpty();
  }

  @Test
  void aFaultNamesTheStatementByItsNumber() {
    var report =
        fixture.migrate(
            files(
                "1_third.xml",
                """
                <databaseChangeLog xmlns="http://www.liquibase.org/xml/ns/dbchangelog">
                  <changeSet id="1" author="m">
                    <createTable tableName="t"><column name="a" type="int"/></createTable>
                    <sql>SELECT 1; SELECT nothing FROM t</sql>
                  </changeSet>
                </databaseChangeLog>
                """),
            "head");

    assertThat(report.fault().orElseThrow().message())
        .startsWith("revision 1, changeset m:1, statement 3");
    assertThat(tables()).isEmpty();
  }

  private List<String> tables() {
    return fixture.database.rows(
        "SELECT tablename FROM pg_tables WHERE schemaname = 'public' ORDER BY 1");
  }
}
