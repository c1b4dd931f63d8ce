package dev.schemamigration.engine.run;

import static dev.schemamigration.testing.MigrationFixture.files;
import static dev.schemamigration.testing.MigrationFixture.revision;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.schemamigration.database.session.MigrationLock;
import dev.schemamigration.migration.api.RunListener;
import dev.schemamigration.migration.reason.Fault;
import dev.schemamigration.migration.reason.Reason;
import dev.schemamigration.revision.Heads;
import dev.schemamigration.testing.MigrationFixture;
import dev.schemamigration.testing.TestPostgres;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Session settings of a script must not affect the next revision or the record. */
class SessionStatePgTest {
  private static final String RUNNING =
      "SELECT count(*) FROM pg_stat_activity WHERE query LIKE '%%%s%%' AND state = 'active'"
          + " AND pid <> pg_backend_pid() AND datname = current_database()";

  private final MigrationFixture fixture =
      new MigrationFixture(TestPostgres.newest().createDatabase());

  private static Map<String, String> then(String first, String second) {
    return files(
        "1_a.sql", revision("1", "", first, "SELECT 1;"),
        "2_b.sql", revision("2", "1", second, "SELECT 1;"));
  }

  /** Revision 2 keeps what it finds of a setting. */
  private static Map<String, String> thenKeep(String first, String setting) {
    return then(first, "CREATE TABLE found AS SELECT current_setting('" + setting + "') AS it;");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "search_path",
        "lock_timeout",
        "statement_timeout",
        "client_min_messages",
        "row_security",
        "default_transaction_read_only",
        "session_replication_role",
        "maintenance_work_mem",
        "check_function_bodies",
        "xmloption",
        "TimeZone"
      })
  void aSettingEndsWithItsRevision(String setting) {
    var database = fixture.database;
    database
        .asAdministrator()
        .execute("GRANT SET ON PARAMETER session_replication_role TO " + database.user());
    fixture.migrate(thenKeep("SELECT 1;", setting), "head");
    var untouched = database.one("SELECT it FROM found");
    fixture.migrate(thenKeep("SELECT 1;", setting), "base");
    database.execute("DROP TABLE found");
    var value =
        Map.of(
                "search_path", "pg_catalog",
                "lock_timeout", "1234",
                "statement_timeout", "23456",
                "client_min_messages", "error",
                "row_security", "off",
                "default_transaction_read_only", "on",
                "session_replication_role", "replica",
                "maintenance_work_mem", "'123MB'",
                "check_function_bodies", "off",
                "xmloption", "document")
            .getOrDefault(setting, "'Asia/Tokyo'");

    var report = fixture.migrate(thenKeep("SET " + setting + " = " + value + ";", setting), "head");

    assertThat(report.fault()).isEmpty();
    assertThat(database.one("SELECT it FROM found")).isEqualTo(untouched);
  }

  @Test
  void aRoleEndsWithItsRevision() {
    var user = fixture.database.user();
    fixture
        .database
        .asAdministrator()
        .execute("CREATE ROLE " + user + "_other", "GRANT " + user + "_other TO " + user);

    var report =
        fixture.migrate(
            then(
                "SET ROLE " + user + "_other;", "CREATE TABLE found AS SELECT current_user AS it;"),
            "head");

    assertThat(report.fault()).isEmpty();
    assertThat(fixture.database.one("SELECT it FROM found")).isEqualTo(user);
  }

  @Test
  void aTemporaryTableEndsWithItsRevision() {
    var copy = "CREATE TEMP TABLE copy AS SELECT 1 AS n;";

    assertThat(fixture.migrate(then(copy, copy), "head").heads()).contains(new Heads(List.of("2")));
    fixture.migrate(then(copy, copy), "base");
    assertThat(fixture.migrate(then(copy, "SELECT * FROM copy;"), "head").fault())
        .contains(
            new Fault(
                Reason.MigrationFailed,
                "revision 2, changeset test:2, statement 1 (2_b.sql:6): relation \"copy\" does not exist"
                    + " (SQLSTATE 42P01, at character 15)"));
  }

  @Test
  void resettingEverythingInsideOfARevisionDoesNoHarm() {
    var report =
        fixture.migrate(
            then("RESET ALL; CREATE TABLE a ();", "RESET search_path; CREATE TABLE b ();"), "head");

    assertThat(report.heads()).contains(new Heads(List.of("2")));
  }

  @Test
  void theHeadOfADumpIsAsGoodAsAnyRevision() {
    var dump =
        """
        SET statement_timeout = 0;
        SET lock_timeout = 0;
        SET idle_in_transaction_session_timeout = 0;
        SET client_encoding = 'UTF8';
        SET standard_conforming_strings = on;
        SELECT pg_catalog.set_config('search_path', '', false);
        SET check_function_bodies = false;
        SET xmloption = content;
        SET client_min_messages = warning;
        SET row_security = off;
        SET default_tablespace = '';
        SET default_table_access_method = heap;
        CREATE TABLE public.users (id integer NOT NULL);\
        """;

    assertThat(fixture.migrate(then(dump, "ALTER TABLE users ADD mail text;"), "head").heads())
        .contains(new Heads(List.of("2")));
  }

  @Test
  void aLockThatAScriptGivesBackIsTakenAgain() {
    fixture.database.execute(
        """
        CREATE FUNCTION forget() RETURNS void LANGUAGE plpgsql AS $$
        BEGIN EXECUTE 'SELECT pg_advisory_unlock' || '_all()'; END $$\
        """);
    var held =
        "CREATE TABLE found AS SELECT count(*) AS it FROM pg_locks"
            + " WHERE locktype = 'advisory' AND pid = pg_backend_pid();";

    assertThat(fixture.migrate(then("SELECT forget();", held), "head").fault()).isEmpty();

    assertThat(fixture.database.one("SELECT it FROM found")).isEqualTo("1");
  }

  @Test
  void aLockThatAnotherRunHasTakenMeanwhileEndsTheRevisionThatGaveItBack() throws Exception {
    fixture.database.execute(
        """
        CREATE FUNCTION forget() RETURNS void LANGUAGE plpgsql AS $$
        BEGIN EXECUTE 'SELECT pg_advisory_unlock' || '_all()'; END $$\
        """);
    var taken = new MigrationLock("schema_migration").key();
    try (var other = fixture.database.connect();
        var statement = other.createStatement()) {
      statement.execute("SELECT pg_advisory_lock(42)");
      var run =
          fixture.start(
              fixture.request(
                  then(
                      "SELECT forget(); SELECT pg_advisory_xact_lock(42); CREATE TABLE a ();",
                      "SELECT 1;"),
                  "head"),
              RunListener.SILENT);
      await()
          .atMost(Duration.ofSeconds(30))
          .until(() -> fixture.database.one(RUNNING.formatted("_xact_lock(42)")).equals("1"));
      try (var row = statement.executeQuery("SELECT pg_try_advisory_lock(" + taken + ")")) {
        assertThat(row.next() && row.getBoolean(1)).as("the lock was free").isTrue();
      }
      statement.execute("SELECT pg_advisory_unlock(42)");

      assertThat(run.result().fault())
          .contains(
              new Fault(
                  Reason.DatabaseBusy,
                  "revision 1, commit: a statement gave the migration lock back, and another run"
                      + " has taken it; what was not committed before was rolled back",
                  "",
                  "revision 1, commit"));
      assertThat(run.result().heads()).contains(Heads.BASE);
    }
    assertThat(fixture.database.one("SELECT to_regclass('a')")).isEmpty();
  }

  @Test
  void listeningAndPreparingAndDeallocatingDoNoHarm() {
    var script =
        "LISTEN news; NOTIFY news; PREPARE one AS SELECT 1; DEALLOCATE ALL; DISCARD PLANS;"
            + " DISCARD TEMP; DISCARD SEQUENCES;";
    var many = new String[20];
    for (int i = 0; i < 10; i++) {
      many[2 * i] = i + "_a.sql";
      many[2 * i + 1] = revision("" + i, i == 0 ? "" : "" + (i - 1), script, "SELECT 1;");
    }

    assertThat(fixture.migrate(files(many), "head").fault()).isEmpty();
  }

  @Test
  void aScriptThatMakesItsTransactionReadOnlyIsToldThatItCouldNotBeRecorded() {
    assertThat(fixture.migrate(then("SET TRANSACTION READ ONLY;", "SELECT 1;"), "head").fault())
        .contains(
            new Fault(
                Reason.MigrationFailed,
                "revision 1, commit: cannot execute INSERT in a read-only transaction"
                    + " (SQLSTATE 25006)"));
  }

  @Test
  void copyFromStandardInputIsRefusedByNameAndDoesNotHang() {
    var report =
        fixture.migrate(then("CREATE TABLE a (n int); COPY a FROM STDIN;", "SELECT 1;"), "head");

    assertThat(report.fault()).isPresent();
    assertThat(report.fault().get().reason()).isNotEqualTo(Reason.InternalError);
    assertThat(report.fault().get().message()).contains("COPY");
    assertThat(report.heads()).contains(Heads.BASE);
  }
}
