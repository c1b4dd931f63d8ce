package dev.schemamigration.engine.autocommit;

import static dev.schemamigration.testing.MigrationFixture.files;
import static dev.schemamigration.testing.MigrationFixture.revision;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.schemamigration.migration.api.Cancellation;
import dev.schemamigration.migration.api.Outcome;
import dev.schemamigration.migration.api.Report;
import dev.schemamigration.migration.api.RunListener;
import dev.schemamigration.migration.reason.Fault;
import dev.schemamigration.migration.reason.Reason;
import dev.schemamigration.policy.PolicyRules;
import dev.schemamigration.revision.Heads;
import dev.schemamigration.source.Parameter;
import dev.schemamigration.testing.MigrationFixture;
import dev.schemamigration.testing.RoundTripLossProxy;
import dev.schemamigration.testing.RoundTripLossProxy.Fate;
import dev.schemamigration.testing.TestPostgres;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Revisions that were left unfinished, and how later runs complete or undo them. */
class HalfWayPgTest {
  private static final String USERS =
      revision(
          "1",
          "",
          "CREATE TABLE users (id int, mail text); INSERT INTO users VALUES (1, 'a'), (2, 'a');",
          "DROP TABLE users;");

  private final MigrationFixture fixture =
      new MigrationFixture(TestPostgres.newest().createDatabase());

  /** A revision of one changeset outside of a transaction. */
  private static String autocommitRevision(String sql, String rollback) {
    return """
    --liquibase formatted sql
    -- revision: 2
    -- down_revision: 1

    --changeset test:2 runInTransaction:false
    %s
    --rollback %s
    """
        .formatted(sql, rollback.replace("\n", "\n--rollback "));
  }

  private static Map<String, String> with(String second) {
    return files("1_users.sql", USERS, "2_alone.sql", second);
  }

  /** Loses the connection while, or after, the server works on what contains {@code text}. */
  private Report lose(Map<String, String> files, String target, String text, Fate fate)
      throws IOException {
    return lose(fixture, files, target, text, fate);
  }

  private static Report lose(
      MigrationFixture fixture, Map<String, String> files, String target, String text, Fate fate)
      throws IOException {
    try (var proxy = RoundTripLossProxy.atStatement(fixture.database, text, fate)) {
      var report = new MigrationFixture(proxy.database()).migrate(files, target);
      assertThat(proxy.hasCut()).isTrue();
      return report;
    }
  }

  private List<String> indexes() {
    return fixture.database.rows(
        "SELECT indexrelid::regclass, indisvalid FROM pg_index JOIN pg_class c ON c.oid = indrelid"
            + " WHERE relname = 'users' ORDER BY 1");
  }

  private List<String> states() {
    return fixture.database.rows(
        "SELECT revision, state FROM schema_migration.revision_archive ORDER BY 1");
  }

  @Test
  void anIndexThatCannotBeUniqueLeavesNoInvalidOneBehind() {
    var files =
        with(
            autocommitRevision(
                "CREATE UNIQUE INDEX CONCURRENTLY users_mail ON users (mail);",
                "DROP INDEX CONCURRENTLY users_mail;"));

    var report = fixture.migrate(files, "head");

    assertThat(report.fault())
        .contains(
            new Fault(
                Reason.MigrationFailed,
                "revision 2, changeset test:2, statement 1 (2_alone.sql:6): could not create unique"
                    + " index \"users_mail\" (SQLSTATE 23505)"));
    assertThat(report.heads()).contains(new Heads(List.of("1")));
    assertThat(indexes()).isEmpty();

    fixture.database.execute("DELETE FROM users WHERE id = 2");
    assertThat(fixture.migrate(files, "head").heads()).contains(new Heads(List.of("2")));
    assertThat(indexes()).containsExactly("users_mail\tt");
  }

  @Test
  void aRevisionThatCannotBeFinishedCanStillBeGivenUp() {
    var files =
        with(
            autocommitRevision(
                "CREATE TABLE more ();\n"
                    + "CREATE INDEX CONCURRENTLY users_id ON users (id);\n"
                    + "CREATE UNIQUE INDEX CONCURRENTLY users_mail ON users (mail);",
                "DROP INDEX CONCURRENTLY users_mail;\n"
                    + "DROP INDEX CONCURRENTLY users_id;\n"
                    + "DROP TABLE more;"));
    assertThat(fixture.migrate(files, "head").fault()).isPresent();
    assertThat(states()).containsExactly("1\tAPPLIED", "2\tAPPLYING");

    var report = fixture.migrate(files, "1");

    assertThat(report.fault()).isEmpty();
    assertThat(report.heads()).contains(new Heads(List.of("1")));
    assertThat(states()).containsExactly("1\tAPPLIED");
    assertThat(indexes()).isEmpty();
    assertThat(fixture.database.one("SELECT to_regclass('more')")).isEmpty();
  }

  @Test
  void aRollbackThatDoesNotFitWhatWasAppliedInPartIsToldWithItsStatement() {
    var files =
        with(
            autocommitRevision(
                "CREATE TABLE more ();\nCREATE TABLE more ();\nCREATE TABLE last ();",
                "DROP TABLE last;\nDROP TABLE more;"));
    assertThat(fixture.migrate(files, "head").fault()).isPresent();

    var report = fixture.migrate(files, "1");

    assertThat(report.fault())
        .contains(
            new Fault(
                Reason.NeedsIntervention,
                "revision 2 (downgrade), changeset test:2, statement 1 (2_alone.sql:9): table"
                    + " \"last\" does not exist (SQLSTATE 42P01); only the first statements of that"
                    + " changeset had been applied, so its rollback may not fit: either finish"
                    + " revision 2 by hand and record it as applied (schemactl stamp 2), or undo by"
                    + " hand what there is of it and record that (schemactl stamp with the revision"
                    + " before it); the statement: DROP TABLE last"));

    fixture.database.execute("DROP TABLE more");
    stamp(files, "1");
    assertThat(states()).containsExactly("1\tAPPLIED");
    assertThat(fixture.migrate(files, "1").outcome()).isEqualTo(new Outcome.Settled());
  }

  @Test
  void aConnectionThatBreaksWhileAPartIsUndoneNeedsNobody() throws IOException {
    var files =
        with(
            autocommitRevision(
                "CREATE TABLE more ();\n"
                    + "CREATE UNIQUE INDEX CONCURRENTLY users_mail ON users (mail);",
                "DROP INDEX CONCURRENTLY users_mail;\nDROP TABLE more;"));
    assertThat(fixture.migrate(files, "head").fault()).isPresent();

    var lost = lose(files, "1", "DROP TABLE more", Fate.LOST_DURING);

    assertThat(lost.fault().map(Fault::reason)).contains(Reason.ConnectionLost);
    assertThat(fixture.migrate(files, "1").heads()).contains(new Heads(List.of("1")));
    assertThat(fixture.database.one("SELECT to_regclass('more')")).isEmpty();
  }

  @Test
  void theStatementThatFailedMayBeRepaired() {
    var broken =
        autocommitRevision(
            "INSERT INTO users VALUES (3, 'c');\nCREATE INDEX CONCURRENTLY users_x ON users (x);",
            "DROP INDEX CONCURRENTLY users_x; DELETE FROM users WHERE id = 3;");
    assertThat(fixture.migrate(with(broken), "head").fault()).isPresent();

    var report = fixture.migrate(with(broken.replace("users (x)", "users (id)")), "head");

    assertThat(report.heads()).contains(new Heads(List.of("2")));
    assertThat(indexes()).containsExactly("users_x\tt");
    assertThat(fixture.database.one("SELECT count(*) FROM users")).isEqualTo("3");
  }

  @Test
  void thePartThatHasRunMayNotBeEdited() {
    var broken =
        autocommitRevision(
            "INSERT INTO users VALUES (3, 'c');\nCREATE INDEX CONCURRENTLY users_x ON users (x);",
            "DROP INDEX CONCURRENTLY users_x; DELETE FROM users WHERE id = 3;");
    assertThat(fixture.migrate(with(broken), "head").fault()).isPresent();
    var message =
        "revision 2 is half applied and was edited in the part that has run: changeset test:2,"
            + " statement 1; restore that statement, later ones may differ";

    assertThat(fixture.migrate(with(broken.replace("'c'", "'d'")), "head").fault())
        .contains(new Fault(Reason.ChecksumMismatch, message));
    assertThat(
            fixture
                .migrate(with(broken.replace("INSERT INTO users VALUES (3, 'c');", "")), "head")
                .fault())
        .contains(new Fault(Reason.ChecksumMismatch, message));
    assertThat(
            fixture
                .migrate(with(broken.replace("--changeset test:2 ", "--changeset test:x ")), "head")
                .fault())
        .contains(
            new Fault(
                Reason.ChecksumMismatch,
                message.replace("changeset test:2", "changeset 2_alone.sql::2::test")));
    assertThat(fixture.database.one("SELECT count(*) FROM users")).isEqualTo("3");
  }

  @Test
  void aRotatedSecretIsNoEdit() {
    var script =
        with(
            autocommitRevision(
                "INSERT INTO users VALUES (3, '${word}');\n"
                    + "CREATE INDEX CONCURRENTLY users_x ON users (x);",
                "DROP INDEX CONCURRENTLY users_x; DELETE FROM users WHERE id = 3;"));
    assertThat(migrateWithSecret(script, "first secret").fault()).isPresent();

    fixture.database.execute("ALTER TABLE users ADD COLUMN x int");

    assertThat(migrateWithSecret(script, "second secret").heads())
        .contains(new Heads(List.of("2")));
  }

  private Report migrateWithSecret(Map<String, String> files, String value) {
    return fixture.migrate(
        fixture.request(
            files, "head", PolicyRules.PERMISSIVE, List.of(new Parameter("word", value, true))));
  }

  @Test
  void anInvalidIndexOfTheSameNameIsReplaced() {
    fixture.migrate(with(autocommitRevision("SELECT 1;", "SELECT 1;")), "1");
    fixture.database.execute("CREATE INDEX users_mail ON users (id)");
    invalidate("users_mail");
    var files =
        with(
            autocommitRevision(
                "CREATE INDEX CONCURRENTLY IF NOT EXISTS users_mail ON users (mail);",
                "DROP INDEX CONCURRENTLY users_mail;"));

    assertThat(fixture.migrate(files, "head").heads()).contains(new Heads(List.of("2")));

    assertThat(indexes()).containsExactly("users_mail\tt");
    assertThat(fixture.database.one("SELECT pg_get_indexdef('users_mail'::regclass)"))
        .endsWith("(mail)");
  }

  @Test
  void anIndexThatWasThereBeforeIsNotTakenForOurs() throws IOException {
    fixture.migrate(with(autocommitRevision("SELECT 1;", "SELECT 1;")), "1");
    fixture.database.execute("CREATE INDEX users_mail ON users (id)");
    var files =
        with(
            autocommitRevision(
                "CREATE INDEX CONCURRENTLY users_mail ON users (mail);",
                "DROP INDEX CONCURRENTLY users_mail;"));
    lose(files, "head", "CREATE INDEX CONCURRENTLY", Fate.LOST_BEFORE);

    assertThat(fixture.migrate(files, "head").fault())
        .contains(
            new Fault(
                Reason.MigrationFailed,
                "revision 2, changeset test:2, statement 1 (2_alone.sql:6): relation \"users_mail\""
                    + " already exists (SQLSTATE 42P07)"));
  }

  @Test
  void aPreconditionIsNotAskedAgainHalfWay() throws IOException {
    var script =
        """
        --liquibase formatted sql
        -- revision: 2
        -- down_revision: 1

        --changeset test:2 runInTransaction:false
        --preconditions onFail:MARK_RAN
        --precondition-sql-check expectedResult:0 SELECT count(*) FROM pg_class WHERE relname = 'users_id'
        CREATE INDEX CONCURRENTLY users_id ON users (id);
        CREATE INDEX CONCURRENTLY users_mail ON users (mail);
        --rollback DROP INDEX CONCURRENTLY users_mail; DROP INDEX CONCURRENTLY users_id;
        """;
    lose(with(script), "head", "CONCURRENTLY users_mail", Fate.LOST_BEFORE);

    assertThat(fixture.migrate(with(script), "head").heads()).contains(new Heads(List.of("2")));

    assertThat(indexes()).containsExactly("users_id\tt", "users_mail\tt");
  }

  @Test
  void whatTheScriptHasSetHoldsForTheRestOfItAfterACrashToo() throws IOException {
    var files =
        with(
            autocommitRevision(
                """
                CREATE SCHEMA shop;
                SET search_path = shop;
                CREATE TABLE goods (id int);
                CREATE INDEX CONCURRENTLY goods_id ON goods (id);
                CREATE TABLE more ();\
                """,
                "DROP SCHEMA shop CASCADE;"));
    lose(files, "head", "CREATE INDEX CONCURRENTLY", Fate.LOST_DURING);

    assertThat(fixture.migrate(files, "head").fault()).isEmpty();

    assertThat(
            fixture.database.rows(
                "SELECT relname FROM pg_class WHERE relnamespace = 'shop'::regnamespace ORDER BY"
                    + " 1"))
        .containsExactly("goods", "goods_id", "more");
  }

  @Test
  void anotherRoleOfTheScriptDoesNotKeepTheJournalFromBeingWritten() {
    var other = fixture.database.user() + "_other";
    fixture
        .database
        .asAdministrator()
        .execute(
            "CREATE ROLE " + other,
            "GRANT " + other + " TO " + fixture.database.user(),
            "GRANT CREATE ON SCHEMA public TO " + other);
    var files =
        with(
            autocommitRevision(
                """
                SET ROLE %s;
                CREATE TABLE theirs (id int);
                CREATE INDEX CONCURRENTLY theirs_id ON theirs (id);
                INSERT INTO theirs VALUES (1);\
                """
                    .formatted(other),
                "DROP TABLE theirs;"));

    assertThat(fixture.migrate(files, "head").fault()).isEmpty();

    assertThat(fixture.database.one("SELECT tableowner FROM pg_tables WHERE tablename = 'theirs'"))
        .isEqualTo(other);
  }

  @Test
  void aProcedureThatWasCutOffNeedsAPersonWhoThenRecordsIt() throws IOException {
    var files = with(autocommitRevision("CALL fill();\nCREATE TABLE last ();", "DROP TABLE last;"));
    procedure();
    lose(files, "head", "CALL fill", Fate.LOST_AFTER);

    var report = fixture.migrate(files, "head");

    assertThat(report.fault())
        .contains(
            new Fault(
                Reason.NeedsIntervention,
                "revision 2, changeset test:2, statement 1 was sent and its end is unknown; find"
                    + " out whether it took effect, then either finish revision 2 by hand and"
                    + " record it as applied (schemactl stamp 2), or undo by hand what there is of"
                    + " it and record that (schemactl stamp with the revision before it); the"
                    + " statement: CALL fill()"));
    assertThat(report.heads()).contains(new Heads(List.of("1")));

    fixture.database.execute("CREATE TABLE last ()");
    stamp(files, "2");

    var settled = fixture.migrate(files, "head");
    assertThat(settled.outcome()).isEqualTo(new Outcome.Settled());
    assertThat(settled.heads()).contains(new Heads(List.of("2")));
    assertThat(fixture.migrate(files, "1").heads()).contains(new Heads(List.of("1")));
  }

  @Test
  void aProcedureThatWasCutOffAndUndoneByHandIsRecordedAsNeverRun() throws IOException {
    var files = with(autocommitRevision("CALL fill();", "DELETE FROM users WHERE id > 2;"));
    procedure();
    lose(files, "head", "CALL fill", Fate.LOST_AFTER);
    assertThat(fixture.migrate(files, "head").fault()).isPresent();

    fixture.database.execute("DELETE FROM users WHERE id > 2");
    stamp(files, "1");

    assertThat(fixture.migrate(files, "head").heads()).contains(new Heads(List.of("2")));
    assertThat(fixture.database.one("SELECT count(*) FROM users WHERE id > 2")).isEqualTo("3");
  }

  private void procedure() {
    fixture.database.execute(
        """
        CREATE PROCEDURE fill() LANGUAGE plpgsql AS $$
        BEGIN
          FOR n IN 3..5 LOOP
            INSERT INTO users VALUES (n, 'x');
            COMMIT;
          END LOOP;
        END $$\
        """);
  }

  private static Map<String, String> detaching() {
    return files(
        "1_events.sql",
        revision(
            "1",
            "",
            "CREATE TABLE events (day int) PARTITION BY RANGE (day);"
                + " CREATE TABLE events_1 PARTITION OF events FOR VALUES FROM (1) TO (2);",
            "DROP TABLE events;"),
        "2_alone.sql",
        autocommitRevision(
            "ALTER TABLE events DETACH PARTITION events_1 CONCURRENTLY;",
            "ALTER TABLE events ATTACH PARTITION events_1 FOR VALUES FROM (1) TO (2);"));
  }

  @Test
  void aDetachThatWasCutOffIsFinished() throws Exception {
    var files = detaching();
    fixture.migrate(files, "1");
    try (var reader = fixture.database.connect();
        var statement = reader.createStatement()) {
      reader.setAutoCommit(false);
      statement.execute("SELECT * FROM events");
      lose(files, "head", "DETACH PARTITION", Fate.LOST_DURING);
      await()
          .until(
              () -> fixture.database.one("SELECT inhdetachpending FROM pg_inherits").equals("t"));
      reader.rollback();
    }

    assertThat(fixture.migrate(files, "head").heads()).contains(new Heads(List.of("2")));
    assertThat(fixture.database.rows("SELECT * FROM pg_inherits")).isEmpty();
  }

  @Test
  void aDetachThatAnOldServerDoesNotKnowIsToldTheSameEachTime() {
    var old = new MigrationFixture(TestPostgres.oldest().createDatabase());
    var files = detaching();
    var refused =
        new Fault(
            Reason.MigrationFailed,
            "revision 2, changeset test:2, statement 1 (2_alone.sql:6): syntax error at or near"
                + " \"CONCURRENTLY\" (SQLSTATE 42601, at character 46)");

    assertThat(old.migrate(files, "head").fault()).contains(refused);
    assertThat(old.migrate(files, "head").fault()).contains(refused);
    assertThat(old.migrate(files, "1").heads()).contains(new Heads(List.of("1")));
  }

  @Test
  void upkeepRunsOutsideOfTransactions() {
    var files =
        with(
            autocommitRevision(
                """
                CREATE INDEX users_id ON users (id);
                VACUUM (ANALYZE) users;
                REINDEX INDEX CONCURRENTLY users_id;
                REINDEX TABLE CONCURRENTLY users;
                CLUSTER users USING users_id;\
                """,
                "DROP INDEX users_id;"));

    assertThat(fixture.migrate(files, "head").heads()).contains(new Heads(List.of("2")));
    assertThat(fixture.migrate(files, "1").heads()).contains(new Heads(List.of("1")));
  }

  @Test
  void whatAFailedRebuildLeavesIsClearedAway() throws IOException {
    var files =
        with(
            autocommitRevision(
                "CREATE INDEX users_id ON users (id);\nREINDEX INDEX CONCURRENTLY users_id;",
                "DROP INDEX users_id;"));
    lose(files, "head", "REINDEX", Fate.LOST_BEFORE);
    fixture.database.execute("CREATE INDEX users_id_ccnew ON users (id)");
    invalidate("users_id_ccnew");

    assertThat(fixture.migrate(files, "head").heads()).contains(new Heads(List.of("2")));

    assertThat(indexes()).containsExactly("users_id\tt");
  }

  @Test
  void aChangesetThatMayFailIsLeftOutWhenItDoes() {
    var script =
        autocommitRevision("CREATE INDEX CONCURRENTLY users_x ON users (x);", "DROP INDEX users_x;")
            .replace("runInTransaction:false", "runInTransaction:false failOnError:false");

    assertThat(fixture.migrate(with(script), "head").heads()).contains(new Heads(List.of("2")));
    assertThat(fixture.migrate(with(script), "base").heads()).contains(Heads.BASE);
  }

  private void invalidate(String index) {
    fixture
        .database
        .asAdministrator()
        .execute(
            "UPDATE pg_index SET indisvalid = false WHERE indexrelid = '" + index + "'::regclass");
  }

  private void stamp(Map<String, String> files, String revision) {
    var report =
        fixture.migration.stamp(
            fixture.request(new LinkedHashMap<>(files), "head"),
            List.of(revision),
            false,
            RunListener.SILENT,
            new Cancellation());
    assertThat(report.fault()).isEmpty();
  }
}
