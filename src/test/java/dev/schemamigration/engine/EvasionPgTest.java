package dev.schemamigration.engine;

import static dev.schemamigration.testing.MigrationFixture.files;
import static dev.schemamigration.testing.MigrationFixture.revision;
import static org.assertj.core.api.Assertions.assertThat;

import dev.schemamigration.testing.MigrationFixture;
import dev.schemamigration.testing.TestPostgres;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Attacks that no parser detects, because only the server determines what they do. */
class EvasionPgTest {
  /** Read with backslashes that mean something, it ends the transaction. */
  private static final String TWO_FACED =
      "SELECT 'it\\''; DELETE FROM victim; COMMIT; SELECT 1/0; --';";

  private final MigrationFixture fixture =
      new MigrationFixture(TestPostgres.newest().createDatabase());

  private String attack(String sql) {
    return attack(files("1_attack.sql", revision("1", "", sql, "")));
  }

  private String attack(Map<String, String> files) {
    fixture.database.execute("CREATE TABLE victim (a int)", "INSERT INTO victim VALUES (1)");
    return fixture
        .migrate(files, "head")
        .fault()
        .map(it -> it.reason() + ": " + it.message())
        .orElse("it ran");
  }

  private void assertUntouched() {
    assertThat(fixture.database.rows("SELECT a FROM victim")).containsExactly("1");
    assertThat(fixture.database.rows("SELECT * FROM schema_migration.databasechangelog")).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "SET \"standard_conforming_strings\" TO off;",
        "SET U&\"standard\\005fconforming_strings\" TO off;",
        "SELECT set_config('standard_conforming_strings', 'off', false);",
        "DO $$ BEGIN SET LOCAL standard_conforming_strings = off; END $$;",
        "UPDATE pg_settings SET setting = 'off' WHERE name = 'standard_conforming_strings';"
      })
  void whereStringsEndIsNeverChangedBehindOurBack(String disguise) {
    assertThat(attack(disguise + "\n" + TWO_FACED))
        .isEqualTo(
            "ForbiddenChange: revision file 1_attack.sql, changeset test:1, statement 2: a"
                + " statement while standard_conforming_strings is off is not allowed; the"
                + " connection relies on it; take out what turned it off");
    assertUntouched();
  }

  @Test
  void theSameTextIsAnOrdinaryStringToAnOrdinaryConnection() {
    assertThat(attack(TWO_FACED)).isEqualTo("it ran");
    assertThat(fixture.database.rows("SELECT a FROM victim")).containsExactly("1");
  }

  @ParameterizedTest
  @CsvSource({"client_encoding,LATIN1", "datestyle,German"})
  void aScriptThatMakesTheDriverHangUpIsToBlameAndNotTheNetwork(String setting, String value) {
    assertThat(
            attack(
                "DO $$ BEGIN PERFORM set_config('%s', '%s', false); END $$;"
                    .formatted(setting, value)))
        .startsWith(
            "MigrationFailed: revision 1, changeset test:1, statement 1 (1_attack.sql:6): the statement changed a"
                + " setting of the session that the driver needs as it was: The server's ")
        .endsWith(" (SQLSTATE 08006)");
    assertUntouched();
  }

  private static Map<String, String> conditioned(String attributes, String condition) {
    return files(
        "1_attack.sql",
        """
        --liquibase formatted sql
        --changeset test:1%s
        --preconditions onFail:CONTINUE onError:CONTINUE
        --precondition-sql-check expectedResult:9 %s
        CREATE TABLE never (a int);
        """
            .formatted(attributes, condition));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "WITH gone AS (DELETE FROM victim RETURNING a) SELECT count(*) FROM gone",
        "DELETE FROM victim",
        "DROP TABLE victim"
      })
  void aPreconditionThatWritesLeavesNothingBehindInATransactionAndOutside(String condition) {
    assertThat(attack(conditioned("", condition))).isEqualTo("it ran");
    assertUntouched();
    fixture.database.execute("DROP TABLE victim");
    assertThat(attack(conditioned(" runInTransaction:false", condition))).isEqualTo("it ran");
    assertUntouched();
  }

  @Test
  void aPreconditionOfTheFileLeavesNothingBehindEither() {
    var text =
        """
        databaseChangeLog:
        - preConditions:
          - onFail: WARN
          - onError: WARN
          - sqlCheck: {expectedResult: 1, sql: DELETE FROM victim}
        - changeSet:
            id: 1
            author: test
            runInTransaction: false
            changes: [{sql: {sql: CREATE TABLE ours (a int)}}]
        """;

    assertThat(attack(files("1_attack.yaml", text))).isEqualTo("it ran");
    assertThat(fixture.database.rows("SELECT a FROM victim")).containsExactly("1");
  }

  @Test
  void aComputedCellOfAFileIsOneValue() {
    var text =
        """
        databaseChangeLog:
        - changeSet:
            id: 1
            author: test
            changes:
            - loadData:
                tableName: victim
                file: rows.csv
                usePreparedStatements: true
                columns: [{column: {name: a, type: computed}}]
        """;

    assertThat(
            attack(
                files(
                    "1_attack.yaml",
                    text,
                    "rows.csv",
                    "a\n\"2); DELETE FROM victim; COMMIT; INSERT INTO victim VALUES (3\"\n")))
        .isEqualTo(
            "ForbiddenChange: revision file 1_attack.yaml, changeset test:1, statement 1: COMMIT is"
                + " not allowed; a revision is one transaction already; take it out");
    assertUntouched();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "DO $$ BEGIN DELETE FROM victim; COMMIT; END $$;",
        "DO $$ BEGIN DELETE FROM victim; ROLLBACK; END $$;",
        "DO $$ BEGIN DELETE FROM victim; EXECUTE 'COM' || 'MIT'; END $$;",
        "CREATE PROCEDURE p() LANGUAGE plpgsql AS $$ BEGIN COMMIT; END $$; CALL p();",
        "DELETE FROM victim; SAVEPOINT a; ROLLBACK TO a; SELECT 1/0;"
      })
  void whatWouldEndTheTransactionFromWithinIsRefusedByTheServer(String disguise) {
    assertThat(attack(disguise))
        .startsWith("MigrationFailed: revision 1, changeset test:1, statement ");
    assertUntouched();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "COPY victim FROM '/etc/passwd';",
        "DO $$ BEGIN EXECUTE 'COPY victim FROM PROGRAM ''id'''; END $$;",
        "SELECT pg_read_file('/etc/passwd');",
        "SELECT lo_import('/etc/passwd');",
        "SET ROLE postgres;",
        "SET session_authorization = postgres;"
      })
  void whatTheRoleMayNotDoIsTheServersToRefuse(String disguise) {
    assertThat(attack(disguise))
        .startsWith(
            "PermissionDenied: revision 1, changeset test:1, statement 1 (1_attack.sql:6): permission denied");
    assertUntouched();
  }
}
