package dev.schemamigration.engine.validation;

import static org.assertj.core.api.Assertions.assertThat;

import dev.schemamigration.engine.sql.Delimiter;
import dev.schemamigration.engine.sql.ScriptSplitter;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ForbiddenStatementsTest {
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "BEGIN|BEGIN",
        "begin work|BEGIN",
        "/* x */ BEGIN ISOLATION LEVEL SERIALIZABLE|BEGIN",
        "START  /* */  TRANSACTION READ ONLY|START TRANSACTION",
        "COMMIT AND CHAIN|COMMIT",
        "COMMIT PREPARED 'x'|COMMIT",
        "END|END",
        "ABORT|ABORT",
        "ROLLBACK|ROLLBACK",
        "ROLLBACK WORK|ROLLBACK",
        "ROLLBACK AND CHAIN|ROLLBACK",
        "ROLLBACK PREPARED 'x'|ROLLBACK",
        "PREPARE TRANSACTION 'x'|PREPARE TRANSACTION",
      })
  void transactionControlIsRefused(String sql, String what) {
    assertThat(inTransaction(sql))
        .isEqualTo(what + ": a revision is one transaction already; take it out");
    assertThat(alone(sql))
        .isEqualTo(what + ": the statements of this changeset run one by one; take it out");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "SAVEPOINT a",
        "ROLLBACK TO a",
        "ROLLBACK TRANSACTION TO SAVEPOINT a",
        "RELEASE a",
        "PREPARE q AS SELECT 1",
        "SET TRANSACTION READ ONLY",
        "SET ROLE x",
        "RESET ROLE",
        "SET search_path TO a, b",
        "SET client_encoding = 'UTF8'",
        "SET client_encoding TO utf8",
        "SET NAMES 'utf-8'",
        "SET standard_conforming_strings = on",
        "SET LOCAL DateStyle TO 'ISO, DMY'",
        "DISCARD TEMP",
        "COPY t FROM '/data/t.csv'",
        "COPY (SELECT 'to program', stdin FROM x) TO '/data/t.csv' WITH (FORMAT csv)",
        "SELECT 'COMMIT', \"begin\", $$ROLLBACK$$ -- COMMIT",
        "COMMENT ON TABLE t IS 'pg_advisory_unlock_all()'",
        "SELECT pg_advisory_unlock(1)",
        "CREATE INDEX i ON t (a)",
        "CREATE TABLE concurrently (a int)",
        "REINDEX TABLE t",
        "CLUSTER t USING i",
        "REFRESH MATERIALIZED VIEW CONCURRENTLY v",
        "ALTER TYPE e ADD VALUE 'x'",
        "ALTER TABLE p DETACH PARTITION c",
        "ALTER DATABASE d SET work_mem = '1MB'",
        "VALUES (1)",
        "call p()",
        "DO $$ BEGIN COMMIT; END $$",
        "CREATE FUNCTION f() RETURNS void LANGUAGE sql AS $$ SELECT pg_advisory_unlock_all() $$",
      })
  void ordinaryStatementsPass(String sql) {
    assertThat(inTransaction(sql)).isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "COPY t FROM PROGRAM 'id'|COPY FROM PROGRAM: programs are never run; use INSERT, or"
            + " loadData with a CSV file",
        "copy t (a, b) -- x~ to/**/program $$id$$|COPY TO PROGRAM: programs are never run; use"
            + " INSERT, or loadData with a CSV file",
        "COPY (SELECT 1) TO PROGRAM 'id'|COPY TO PROGRAM: programs are never run; use INSERT, or"
            + " loadData with a CSV file",
        "COPY t FROM STDIN WITH CSV|COPY FROM STDIN: a changelog has no standard input; use INSERT"
            + " (pg_dump --inserts), or loadData with a CSV file",
        "COPY t TO STDOUT|COPY TO STDOUT: nobody reads its output; take it out",
        "\\i other.sql|\\i: it is a command of psql and not SQL; take it out",
        "SELECT 1 \\gset|\\gset: it is a command of psql and not SQL; take it out",
        "\\! id|\\!: it is a command of psql and not SQL; take it out",
        "\\.|\\.: it is a command of psql and not SQL; take it out",
        "\\restrict abc|\\restrict: it is a command of psql and not SQL; take it out",
        "SELECT (SELECT pg_catalog.pg_advisory_unlock_all())|pg_advisory_unlock_all: it would give"
            + " back the migration lock; take it out",
        "SELECT \"pg_advisory_unlock_all\"()|pg_advisory_unlock_all: it would give back the"
            + " migration lock; take it out",
        "DO $$ BEGIN PERFORM pg_advisory_unlock_all(); END $$|pg_advisory_unlock_all: it would give"
            + " back the migration lock; take it out",
        "DISCARD ALL|DISCARD ALL: it would give back the migration lock; take it out",
        "SET SESSION AUTHORIZATION postgres|SET SESSION AUTHORIZATION: the migration keeps the user"
            + " that it connected as; use SET ROLE",
        "SET LOCAL SESSION AUTHORIZATION 'x'|SET LOCAL SESSION AUTHORIZATION: the migration keeps"
            + " the user that it connected as; use SET ROLE",
        "reset session authorization|RESET SESSION AUTHORIZATION: the migration keeps the user that"
            + " it connected as; use SET ROLE",
        "SET client_encoding = 'LATIN1'|SET client_encoding: the connection relies on it; take it"
            + " out",
        "SET NAMES 'LATIN1'|SET names: the connection relies on it; take it out",
        "SET SESSION standard_conforming_strings TO off|SET standard_conforming_strings: the"
            + " connection relies on it; take it out",
        "SET DateStyle = 'German'|SET datestyle: the connection relies on it; take it out",
      })
  void whatReachesBeyondTheRevisionIsRefused(String sql, String refusal) {
    assertThat(inTransaction(sql.replace('~', '\n'))).isEqualTo(refusal);
    assertThat(alone(sql.replace('~', '\n'))).isEqualTo(refusal);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "CREATE INDEX CONCURRENTLY i ON t (a)|CREATE INDEX CONCURRENTLY",
        "create unique index /* */ concurrently if not exists \"I\" on only s.t using btree"
            + " (a)|CREATE UNIQUE INDEX CONCURRENTLY",
        "DROP INDEX CONCURRENTLY IF EXISTS i|DROP INDEX CONCURRENTLY",
        "REINDEX INDEX CONCURRENTLY i|REINDEX CONCURRENTLY",
        "REINDEX (VERBOSE, CONCURRENTLY) TABLE t|REINDEX CONCURRENTLY",
        "REINDEX DATABASE d|REINDEX",
        "VACUUM|VACUUM",
        "VACUUM (FULL, ANALYZE) t|VACUUM",
        "CLUSTER|CLUSTER",
        "CREATE DATABASE d|CREATE DATABASE",
        "DROP DATABASE d|DROP DATABASE",
        "CREATE TABLESPACE s LOCATION '/x'|CREATE TABLESPACE",
        "DROP TABLESPACE s|DROP TABLESPACE",
        "ALTER SYSTEM SET work_mem = '1MB'|ALTER SYSTEM",
        "ALTER DATABASE d SET TABLESPACE s|ALTER DATABASE SET TABLESPACE",
        "ALTER TABLE p DETACH PARTITION c CONCURRENTLY|DETACH PARTITION CONCURRENTLY",
        "CREATE INDEX CONCURRENTLY größe ON maß (länge)|CREATE INDEX CONCURRENTLY",
      })
  void whatPostgresRunsOnlyByItselfIsRefusedInATransaction(String sql, String what) {
    assertThat(inTransaction(sql))
        .isEqualTo(what + " in a transaction: add runInTransaction:false to the changeset");
    assertThat(alone(sql)).isEmpty();
  }

  @Test
  void anIndexBuiltByItselfNeedsAName() {
    assertThat(alone("CREATE INDEX CONCURRENTLY ON t (a)"))
        .isEqualTo(
            "CREATE INDEX CONCURRENTLY without a name: give the index a name, so that it can be"
                + " found after a crash");
  }

  private static String inTransaction(String sql) {
    return refusal(sql, true);
  }

  private static String alone(String sql) {
    return refusal(sql, false);
  }

  private static String refusal(String sql, boolean inTransaction) {
    return ScriptSplitter.split(sql, Delimiter.NONE).stream()
        .flatMap(it -> ForbiddenStatements.refusal(it, inTransaction).stream())
        .map(it -> it.what() + ": " + it.remedy())
        .findFirst()
        .orElse("");
  }
}
