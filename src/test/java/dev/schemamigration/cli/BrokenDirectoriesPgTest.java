package dev.schemamigration.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.schemamigration.testing.TestDatabase;
import dev.schemamigration.testing.TestPostgres;
import java.nio.file.Path;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** {@code schemactl verify} on directories with one thing wrong. */
class BrokenDirectoriesPgTest {
  private static final TestPostgres SERVER = TestPostgres.newest();

  @TempDir private Path folder;

  static Stream<Arguments> broken() {
    return Stream.of(
        directory(
            "a rollback is missing",
            it -> it.revision("002", "down_revision: 001", "CREATE TABLE x (id int);", ""),
            "002",
            "revision 002 cannot be undone: changeset test:002 (sql) has no rollback"),
        directory(
            "a rollback forgets an enum",
            it ->
                it.revision(
                    "002",
                    "down_revision: 001",
                    "CREATE TYPE mood AS ENUM ('a', 'b'); ALTER TABLE parent ADD COLUMN m mood;",
                    "ALTER TABLE parent DROP COLUMN m;"),
            "002",
            "its downgrade does not give the schema back: enum public.mood is left behind"),
        directory(
            "a rollback deletes rows",
            it ->
                it.revision(
                    "002",
                    "down_revision: 001",
                    "ALTER TABLE child ADD COLUMN m int;",
                    "ALTER TABLE child DROP COLUMN m; DELETE FROM child WHERE id % 2 = 0;"),
            "002",
            "applied and undone, it does not give back the rows from before it: table public.child:"
                + " 10 rows are gone (20 rows, fingerprint "),
        directory(
            "a rollback alters values",
            it ->
                it.revision(
                    "002",
                    "down_revision: 001",
                    "ALTER TABLE child ALTER COLUMN note TYPE text;",
                    "ALTER TABLE child ALTER COLUMN note TYPE varchar(30) USING left(note, 3);"),
            "002",
            "undone and applied again, it does not give back the rows that were written after it:"
                + " table public.child: 5 rows have other values in note (5 rows, fingerprint "),
        directory(
            "a column is dropped with its values",
            it ->
                it.revision(
                    "002",
                    "down_revision: 001",
                    "ALTER TABLE parent DROP COLUMN price;",
                    "ALTER TABLE parent ADD COLUMN price numeric(8,2) CHECK (price > 0);"),
            "002",
            "table public.parent: 20 rows have other values in price"),
        directory(
            "a rollback leaves rows of its revision behind",
            it ->
                it.revision(
                    "002",
                    "down_revision: 001",
                    "INSERT INTO parent (name, price) VALUES ('seed', 1);",
                    "SELECT 1;"),
            "002",
            "table public.parent: 1 row is left behind"),
        directory(
            "a rollback is not the inverse",
            it ->
                it.revision(
                    "002",
                    "down_revision: 001",
                    "ALTER TABLE child ADD COLUMN m int;",
                    "ALTER TABLE child DROP COLUMN m; ALTER TABLE child ALTER COLUMN note SET"
                        + " DEFAULT 'none';"),
            "002",
            "column public.child.note: default was not set, is 'none'::character varying"),
        directory(
            "a rollback fails",
            it ->
                it.revision(
                    "002", "down_revision: 001", "CREATE TABLE x (id int);", "DROP TABLE xx;"),
            "002",
            "table \"xx\" does not exist (SQLSTATE 42P01)"),
        directory(
            "an upgrade fails",
            it -> it.revision("002", "down_revision: 001", "CREATE TABL x (id int);", "SELECT 1;"),
            "002",
            "syntax error at or near \"TABL\" (SQLSTATE 42601"),
        directory(
            "a rollback fails on tables that hold rows",
            it ->
                it.revision(
                    "002",
                    "down_revision: 001",
                    "ALTER TABLE child DROP COLUMN note;",
                    "ALTER TABLE child ADD COLUMN note varchar(30) NOT NULL;"
                        + " ALTER TABLE child ALTER COLUMN note DROP NOT NULL;"),
            "002",
            "its downgrade fails when tables hold rows from before it: "),
        directory(
            "a foreign key is not validated",
            it ->
                it.revision(
                    "002",
                    "down_revision: 001",
                    "ALTER TABLE child ADD COLUMN other int; ALTER TABLE child ADD CONSTRAINT"
                        + " fk_other FOREIGN KEY (other) REFERENCES parent NOT VALID;",
                    "ALTER TABLE child DROP COLUMN other;"),
            "002",
            "foreign key fk_other of public.child is not validated (NOT VALID)"),
        directory(
            "an index is not valid",
            it ->
                it.revision(
                    "002",
                    "down_revision: 001",
                    "CREATE TABLE e (at date) PARTITION BY RANGE (at); CREATE TABLE e1 PARTITION OF"
                        + " e FOR VALUES FROM ('2020-01-01') TO ('2030-01-01'); CREATE INDEX i_at"
                        + " ON ONLY e (at);",
                    "DROP TABLE e;"),
            "002",
            "index public.i_at is not valid: no query uses it"),
        directory(
            "what is left behind is in the way of the next upgrade",
            it ->
                it.revision(
                    "002",
                    "down_revision: 001",
                    "CREATE TYPE mood AS ENUM ('a', 'b'); ALTER TABLE parent ADD COLUMN m mood;",
                    "ALTER TABLE parent DROP COLUMN m;"),
            "002",
            "it cannot be applied again after its downgrade: "),
        directory(
            "a crash leaves nobody knows what",
            it ->
                it.revision(
                        "002",
                        "down_revision: 001",
                        "CREATE PROCEDURE fill() LANGUAGE plpgsql AS $$ BEGIN INSERT INTO parent"
                            + " (name, price) VALUES ('more', 1); COMMIT; END $$;",
                        "DROP PROCEDURE fill();")
                    .file(
                        "003_fill.sql",
                        """
                        --liquibase formatted sql
                        -- Fill in batches.
                        --
                        -- revision: 003
                        -- down_revision: 002

                        --changeset test:003 runInTransaction:false
                        CALL fill();
                        --rollback DELETE FROM parent WHERE name = 'more';
                        """),
            "003",
            "cut off while it was applied, and run again, it does not go on: revision 003,"
                + " changeset test:003, statement 1 was sent and its end is unknown"),
        directory(
            "a branch needs what another branch creates",
            it ->
                it.table("b1", "down_revision: 001")
                    .revision(
                        "a1",
                        "down_revision: 001",
                        "CREATE VIEW v AS SELECT * FROM t_b1;",
                        "DROP VIEW v;"),
            "a1",
            "head a1 cannot be applied without the other heads"));
  }

  private static Arguments directory(
      String what, UnaryOperator<CommandLineFixture> files, String revision, String message) {
    return Arguments.of(what, files, revision, message);
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("broken")
  void aBrokenDirectoryIsNamedByRevisionAndDifference(
      String what, UnaryOperator<CommandLineFixture> files, String revision, String message) {
    var real = creator();
    var ended = files.apply(shop(real)).run("verify");

    assertThat(ended.exitCode()).as(ended.out() + ended.err()).isEqualTo(3);
    assertThat(ended.out()).contains("\nRevision " + revision + "\n", message);
    assertThat(real.scratchDatabases()).isEmpty();
    assertThat(
            real.rows(
                "SELECT tablename FROM pg_tables WHERE schemaname <> 'information_schema' AND"
                    + " schemaname <> 'pg_catalog'"))
        .isEmpty();
  }

  private CommandLineFixture shop(TestDatabase database) {
    return new CommandLineFixture(folder)
        .on(database)
        .revision(
            "001",
            "",
            "CREATE TABLE parent (id serial PRIMARY KEY, name text NOT NULL, price numeric(8,2)"
                + " CHECK (price > 0)); CREATE TABLE child (id int GENERATED ALWAYS AS IDENTITY"
                + " PRIMARY KEY, parent_id int NOT NULL REFERENCES parent, note varchar(30));",
            "DROP TABLE child; DROP TABLE parent;");
  }

  private static TestDatabase creator() {
    return SERVER.createDatabase().mayCreateDatabases();
  }
}
