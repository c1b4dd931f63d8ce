package dev.schemamigration.engine.fault;

import static dev.schemamigration.testing.MigrationFixture.files;
import static dev.schemamigration.testing.MigrationFixture.revision;
import static org.assertj.core.api.Assertions.assertThat;

import dev.schemamigration.testing.MigrationFixture;
import dev.schemamigration.testing.TestPostgres;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** A failure names revision, changeset, statement and SQLSTATE, with the detail from Postgres. */
class FailureMessagesPgTest {
  private final MigrationFixture fixture =
      new MigrationFixture(TestPostgres.newest().createDatabase());

  static Stream<Arguments> failures() {
    var second = "MigrationFailed: revision 1, changeset test:1, statement 2 (1_x.sql:7): ";
    return Stream.of(
        Arguments.of(
            "CREATE TABL t (a int);",
            second + "syntax error at or near \"TABL\" (SQLSTATE 42601, at character 8)"),
        Arguments.of(
            "INSERT INTO nowhere VALUES (1);",
            second + "relation \"nowhere\" does not exist (SQLSTATE 42P01, at character 13)"),
        Arguments.of(
            "SELECT aa FROM goods;",
            second
                + "column \"aa\" does not exist (SQLSTATE 42703, at character 8); hint: Perhaps you"
                + " meant to reference the column \"goods.a\"."),
        Arguments.of(
            "SELECT nofunc('a', 1);",
            second
                + "function nofunc(unknown, integer) does not exist (SQLSTATE 42883, at character"
                + " 8); hint: No function matches the given name and argument types. You might need"
                + " to add explicit type casts."),
        Arguments.of(
            "DROP TABLE goods;",
            second
                + "cannot drop table goods because other objects depend on it (SQLSTATE 2BP01);"
                + " view v depends on table goods, view w depends on view v; hint: Use DROP ..."
                + " CASCADE to drop the dependent objects too."),
        Arguments.of(
            "ALTER TABLE goods ADD CHECK (a > 5);",
            second
                + "check constraint \"goods_a_check\" of relation \"goods\" is violated by some row"
                + " (SQLSTATE 23514)"),
        Arguments.of(
            "DO $$ BEGIN PERFORM 1/0; END $$;",
            second
                + "division by zero (SQLSTATE 22012); in PL/pgSQL function inline_code_block line 1"
                + " at PERFORM"),
        Arguments.of(
            "DO $$ BEGIN RAISE EXCEPTION 'no stock' USING HINT = 'order more'; END $$;",
            second
                + "no stock (SQLSTATE P0001); in PL/pgSQL function inline_code_block line 1 at"
                + " RAISE; hint: order more"),
        Arguments.of(
            "SELECT outer_one();",
            second
                + "division by zero (SQLSTATE 22012); in PL/pgSQL function inner_one(integer) line"
                + " 3 at SQL statement, PL/pgSQL function outer_one() line 1 at PERFORM"),
        Arguments.of(
            "SELECT in_sql();",
            second + "division by zero (SQLSTATE 22012); in SQL function \"in_sql\" statement 1"),
        Arguments.of(
            "SELECT endless(1);",
            second
                + "stack depth limit exceeded (SQLSTATE 54001); in "
                + "PL/pgSQL function endless(integer) line 1 at RETURN, ".repeat(4)
                + "PL/pgSQL function endless(integer) line 1 at RETURN; hint: Increase the"
                + " configuration parameter \"max_stack_depth\" (currently 2048kB), after ensuring"
                + " the platform's stack depth limit is adequate."),
        Arguments.of(
            "DO $$ BEGIN PERFORM 1; COMMIT; END $$;",
            second
                + "invalid transaction termination (SQLSTATE 2D000); in PL/pgSQL function"
                + " inline_code_block line 1 at COMMIT; a block that ends transactions goes into a"
                + " changeset with runInTransaction:false"),
        Arguments.of(
            "CREATE SUBSCRIPTION s CONNECTION 'dbname=x' PUBLICATION p;",
            second
                + "CREATE SUBSCRIPTION ... WITH (create_slot = true) cannot run inside a transaction"
                + " block (SQLSTATE 25001); it goes into a changeset of its own with"
                + " runInTransaction:false"),
        Arguments.of(
            "SELECT 1; SET TRANSACTION ISOLATION LEVEL SERIALIZABLE;",
            "MigrationFailed: revision 1, changeset test:1, statement 3 (1_x.sql:7): SET TRANSACTION"
                + " ISOLATION LEVEL must be called before any query (SQLSTATE 25001)"),
        Arguments.of(
            "ALTER TYPE mood ADD VALUE 'b'; SELECT 'b'::mood;",
            "MigrationFailed: revision 1, changeset test:1, statement 3 (1_x.sql:7): unsafe use of new value"
                + " \"b\" of enum type mood (SQLSTATE 55P04, at character 8); hint: New enum values"
                + " must be committed before they can be used."),
        Arguments.of(
            "CREATE TABLE c (a int REFERENCES p DEFERRABLE INITIALLY DEFERRED); INSERT INTO c"
                + " VALUES (1);",
            "MigrationFailed: revision 1, commit: insert or update on table \"c\" violates foreign"
                + " key constraint \"c_a_fkey\" (SQLSTATE 23503)"),
        Arguments.of(
            "DELETE FROM pg_authid;",
            "PermissionDenied: revision 1, changeset test:1, statement 2 (1_x.sql:7): permission denied for"
                + " table pg_authid (SQLSTATE 42501)"));
  }

  @ParameterizedTest
  @MethodSource("failures")
  void aFailureSaysWhereAndWhatAndHowToGoOn(String sql, String message) {
    fixture.database.execute(
        "CREATE TABLE goods (a int)",
        "INSERT INTO goods VALUES (1)",
        "CREATE VIEW v AS SELECT a FROM goods",
        "CREATE VIEW w AS SELECT a FROM v",
        "CREATE TYPE mood AS ENUM ('a')",
        "CREATE TABLE p (a int PRIMARY KEY)",
        """
        CREATE FUNCTION inner_one(n int) RETURNS void LANGUAGE plpgsql AS $$
        BEGIN
          INSERT INTO goods
            VALUES (n / 0);
        END $$\
        """,
        "CREATE FUNCTION outer_one() RETURNS void LANGUAGE plpgsql AS"
            + " $$ BEGIN PERFORM inner_one(4711); END $$",
        "CREATE FUNCTION in_sql() RETURNS int LANGUAGE sql VOLATILE AS"
            + " $$ SELECT a / 0 FROM goods $$",
        "CREATE FUNCTION endless(n int) RETURNS int LANGUAGE plpgsql AS"
            + " $$ BEGIN RETURN endless(n + 1); END $$");

    var fault =
        fixture
            .migrate(files("1_x.sql", revision("1", "", "SELECT 1;\n" + sql, "")), "head")
            .fault();

    assertThat(fault.map(it -> it.reason() + ": " + it.message())).contains(message);
  }
}
