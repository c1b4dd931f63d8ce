package dev.schemamigration.engine.run;

import static dev.schemamigration.testing.MigrationFixture.files;
import static dev.schemamigration.testing.MigrationFixture.revision;
import static org.assertj.core.api.Assertions.assertThat;

import dev.schemamigration.migration.api.Cancellation;
import dev.schemamigration.migration.api.Execution;
import dev.schemamigration.migration.api.RunListener;
import dev.schemamigration.testing.MigrationFixture;
import dev.schemamigration.testing.TestDatabase;
import dev.schemamigration.testing.TestPostgres;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/**
 * Whoever may create functions in the schema of the migrations must not be able to have them run by
 * the role of the operator: a function or an operator whose types fit better than those of {@code
 * pg_catalog} is taken instead of it wherever a statement does not say which one it means.
 */
class SearchPathPgTest {
  /** Better matches for everything that our statements could mean; each records who ran it. */
  private static final String LURES =
      """
      DO $lures$
      DECLARE
        types text[] := '{text,varchar,name,bpchar,"\\"char\\"",int2,int4,int8,numeric,oid,bool,uuid,timestamptz,regclass}';
        l text; r text; o text; f text; n int := 0;
      BEGIN
        FOREACH l IN ARRAY types LOOP
          FOREACH r IN ARRAY types LOOP
            FOREACH o IN ARRAY '{=,<>,<,>,<=,>=,||,+,-,*,<<,|,~,!~,~~,!~~}'::text[] LOOP
              n := n + 1;
              EXECUTE format(
                'CREATE FUNCTION lure_%s(%s, %s) RETURNS %s LANGUAGE plpgsql AS
                 $$ BEGIN INSERT INTO public.lured VALUES (current_user, %L);
                    RETURN NULL; END $$',
                n, l, r,
                CASE WHEN o IN ('=', '<>', '<', '>', '<=', '>=', '~', '!~', '~~', '!~~') THEN 'bool'
                     WHEN o = '||' THEN 'text' ELSE 'int8' END,
                l || ' ' || o || ' ' || r);
              EXECUTE format('CREATE OPERATOR %s (FUNCTION = lure_%s, LEFTARG = %s, RIGHTARG = %s)',
                o, n, l, r);
            END LOOP;
          END LOOP;
        END LOOP;
        FOR f, l, r IN
          SELECT DISTINCT p.proname, a.typ, format_type(p.prorettype, NULL)
          FROM pg_proc p
          CROSS JOIN (VALUES ('text'), ('varchar'), ('name'), ('text[]'), ('varchar[]'), ('name[]'),
                             ('int4'), ('int8'), ('bool')) a (typ)
          WHERE p.pronamespace = 'pg_catalog'::regnamespace AND p.pronargs = 1 AND p.prokind = 'f'
            AND p.proname IN ('unnest', 'to_regclass', 'parse_ident', 'current_setting', 'length',
              'lower', 'upper', 'pg_blocking_pids', 'array_agg', 'quote_ident', 'substring')
        LOOP
          BEGIN
            EXECUTE format(
              'CREATE FUNCTION public.%I(%s) RETURNS %s LANGUAGE plpgsql AS
               $$ BEGIN INSERT INTO public.lured VALUES (current_user, %L); RETURN NULL; END $$',
              f, l, CASE WHEN r LIKE 'any%' THEN 'text' ELSE r END, f || '(' || l || ')');
          EXCEPTION WHEN duplicate_function THEN NULL;
          END;
        END LOOP;
        FOREACH l IN ARRAY types LOOP
          FOREACH f IN ARRAY '{min,max,count,array_agg,string_agg}'::text[] LOOP
            n := n + 1;
            EXECUTE format(
              'CREATE FUNCTION lure_%s(text, %s) RETURNS text LANGUAGE plpgsql AS
               $$ BEGIN INSERT INTO public.lured VALUES (current_user, %L); RETURN NULL; END $$',
              n, l, f || '(' || l || ')');
            EXECUTE format('CREATE AGGREGATE public.%I(%s) (SFUNC = lure_%s, STYPE = text)', f, l, n);
          END LOOP;
        END LOOP;
      END $lures$\
      """;

  private static final TestDatabase TEMPLATE = template();

  private final MigrationFixture fixture =
      new MigrationFixture(TestPostgres.newest().cloneOf(TEMPLATE));

  private static TestDatabase template() {
    var database = TestPostgres.newest().createDatabase();
    var role = "mallory_of_" + database.name();
    database
        .asAdministrator()
        .execute(
            "CREATE ROLE " + role,
            "CREATE TABLE public.lured (who name, what text)",
            "GRANT ALL ON public.lured TO PUBLIC",
            "GRANT USAGE, CREATE ON SCHEMA public TO " + role,
            "SET ROLE " + role,
            LURES);
    return database;
  }

  private static final Map<String, String> FILES =
      files(
          "1_a.sql",
          revision("1", "", "CREATE TABLE a (i int);", "DROP TABLE a;"),
          "2_b.sql",
          revision("2", "1", "CREATE INDEX CONCURRENTLY a_i ON a (i);", "DROP INDEX a_i;")
              .replace("test:2", "test:2 runInTransaction:false"),
          "3_c.sql",
          """
          --liquibase formatted sql
          -- revision: 3
          -- down_revision: 2
          --changeset test:3
          --preconditions onFail:MARK_RAN
          --precondition-sql-check expectedResult:0 SELECT 1
          SELECT 1;
          --rollback SELECT 1;
          """);

  private void assertNobodyWasLured() {
    assertThat(fixture.database.rows("SELECT DISTINCT who, what FROM lured")).isEmpty();
  }

  @Test
  void theLuresWork() {
    fixture.database.execute("SELECT 'a'::varchar || 'b'");

    assertThat(fixture.database.rows("SELECT DISTINCT who, what FROM lured"))
        .containsExactly(fixture.database.user() + "\tvarchar || varchar");
  }

  @Test
  void anUpgradeAndADowngradeRunNothingOfOthers() {
    assertThat(fixture.migrate(FILES, "head").fault()).isEmpty();
    assertThat(fixture.migration.inspect(fixture.request(FILES, "1")).fault()).isEmpty();
    assertNobodyWasLured();

    assertThat(fixture.migrate(FILES, "base").fault()).isEmpty();
    assertNobodyWasLured();
  }

  /** Its owner may set the search_path of a database, under which every session begins. */
  @Test
  void aSearchPathOfTheDatabaseThatPutsOthersFirstRunsNothingOfThem() {
    fixture
        .database
        .asAdministrator()
        .execute(
            "ALTER DATABASE " + fixture.database.name() + " SET search_path = public, pg_catalog");

    assertThat(fixture.migrate(FILES, "head").fault()).isEmpty();
    assertThat(fixture.migration.inspect(fixture.request(FILES, "1")).fault()).isEmpty();
    assertThat(fixture.migrate(FILES, "base").fault()).isEmpty();
    fixture
        .database
        .asAdministrator()
        .execute("ALTER DATABASE " + fixture.database.name() + " RESET search_path");
    assertNobodyWasLured();
  }

  /** What Liquibase and the driver ask of the catalog for a precondition or a change. */
  @Test
  void preconditionsAndChangesOfLiquibaseRunNothingOfOthers() {
    var files =
        files(
            "1_a.sql",
            revision(
                "1",
                "",
                "CREATE TABLE a (i int PRIMARY KEY); CREATE TABLE b (i int REFERENCES a);"
                    + " CREATE VIEW v AS SELECT 1; CREATE SEQUENCE s; CREATE INDEX b_i ON b (i);",
                "DROP VIEW v; DROP SEQUENCE s; DROP TABLE b; DROP TABLE a;"),
            "2_b.yaml",
            """
            # revision: 2
            # down_revision: 1
            databaseChangeLog:
            - changeSet:
                id: 2
                author: test
                preConditions:
                - onFail: HALT
                - tableExists: {tableName: a}
                - columnExists: {tableName: a, columnName: i}
                - viewExists: {viewName: v}
                - sequenceExists: {sequenceName: s}
                - indexExists: {indexName: b_i}
                - primaryKeyExists: {tableName: a}
                - foreignKeyConstraintExists: {foreignKeyTableName: b, foreignKeyName: b_i_fkey}
                - tableIsEmpty: {tableName: a}
                - rowCount: {tableName: a, expectedRows: 0}
                changes:
                - createTable:
                    tableName: c
                    columns:
                    - column: {name: id, type: int, autoIncrement: true}
                - addNotNullConstraint: {tableName: b, columnName: i, defaultNullValue: 0}
                - addUniqueConstraint: {tableName: b, columnNames: i, constraintName: b_u}
            """,
            "3_c.yaml",
            """
            # revision: 3
            # down_revision: 2
            databaseChangeLog:
            - changeSet:
                id: 3
                author: test
                changes:
                - dropAllForeignKeyConstraints: {baseTableName: b}
                - dropUniqueConstraint: {tableName: b, constraintName: b_u}
                - dropPrimaryKey: {tableName: a, constraintName: a_pkey}
                - addColumn:
                    tableName: b
                    columns:
                    - column: {name: t, type: text, defaultValue: x}
                - addAutoIncrement: {tableName: b, columnName: i, columnDataType: int}
                - dropDefaultValue: {tableName: b, columnName: t}
                - renameColumn: {tableName: b, oldColumnName: t, newColumnName: u}
                - setColumnRemarks: {tableName: b, columnName: u, remarks: hello}
                - insert:
                    tableName: b
                    columns:
                    - column: {name: u, value: y}
                - loadData: {tableName: b, file: b.csv}
                - loadUpdateData: {tableName: b, file: b.csv, primaryKey: i}
                rollback: []
            """,
            "b.csv",
            "i,u\n7,z\n");

    assertThat(fixture.migrate(files, "head").fault()).isEmpty();
    assertNobodyWasLured();
    assertThat(fixture.database.rows("SELECT exectype FROM schema_migration.databasechangelog"))
        .containsOnly("EXECUTED");
    assertThat(fixture.migrate(files, "2").fault()).isEmpty();
    assertNobodyWasLured();
  }

  @Test
  void lookingForWhoIsInTheWayRunsNothingOfOthers() throws Exception {
    assertThat(fixture.migrate(FILES, "1").fault()).isEmpty();
    try (var other = fixture.database.connect()) {
      other.setAutoCommit(false);
      other.createStatement().execute("LOCK TABLE a IN ACCESS EXCLUSIVE MODE");
      var hasty =
          new Execution(
              Execution.TransactionScope.REVISION,
              Duration.ofMillis(100),
              Duration.ZERO,
              Duration.ofSeconds(8));

      var report = fixture.migrate(MigrationFixture.with(fixture.request(FILES, "base"), hasty));

      assertThat(report.fault()).isPresent();
      assertThat(report.blockedBy()).isNotEmpty();
    }
    assertNobodyWasLured();
  }

  @Test
  void takingOverAndStampingRunNothingOfOthers() {
    fixture.database.execute(
        "CREATE TABLE alembic_version (version_num varchar(32))",
        "INSERT INTO alembic_version VALUES ('2')");
    fixture.database.execute("CREATE TABLE a (i int)", "CREATE INDEX a_i ON a (i)");

    assertThat(fixture.migrate(FILES, "head").fault()).isEmpty();
    assertThat(
            fixture
                .migration
                .stamp(
                    fixture.request(FILES, "head"),
                    List.of("1"),
                    false,
                    RunListener.SILENT,
                    new Cancellation())
                .fault())
        .isEmpty();
    assertThat(fixture.database.rows("SELECT revision FROM schema_migration.revision_archive"))
        .containsExactly("1");
    assertNobodyWasLured();
  }
}
