package dev.schemamigration.migration;

import static dev.schemamigration.testing.MigrationFixture.files;
import static dev.schemamigration.testing.MigrationFixture.revision;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.schemamigration.database.connection.ConnectionSettings;
import dev.schemamigration.database.connection.Secret;
import dev.schemamigration.database.session.MigrationLock;
import dev.schemamigration.migration.api.Cancellation;
import dev.schemamigration.migration.api.Execution;
import dev.schemamigration.migration.api.Outcome;
import dev.schemamigration.migration.api.Report;
import dev.schemamigration.migration.api.Request;
import dev.schemamigration.migration.reason.Disposition;
import dev.schemamigration.migration.reason.Fault;
import dev.schemamigration.migration.reason.Reason;
import dev.schemamigration.operator.spec.SpecFieldNames;
import dev.schemamigration.revision.Heads;
import dev.schemamigration.testing.Background;
import dev.schemamigration.testing.MigrationFixture;
import dev.schemamigration.testing.RecordedWaits;
import dev.schemamigration.testing.RoundTripLossProxy;
import dev.schemamigration.testing.RoundTripLossProxy.Fate;
import dev.schemamigration.testing.TestDatabase;
import dev.schemamigration.testing.TestPostgres;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Outages and limits that an on-call engineer meets, from which runs recover by themselves. */
class OnCallPgTest {
  private static final Map<String, String> THREE =
      files(
          "1_a.sql", revision("1", "", "CREATE TABLE a (id int);", "DROP TABLE a;"),
          "2_b.sql", revision("2", "1", "CREATE TABLE b (id int);", "DROP TABLE b;"),
          "3_c.sql",
              revision(
                      "3",
                      "2",
                      "CREATE INDEX CONCURRENTLY a_id ON a (id);",
                      "DROP INDEX CONCURRENTLY a_id;")
                  .replace("test:3", "test:3 runInTransaction:false"));
  private static final String TABLES =
      "SELECT schemaname || '.' || tablename FROM pg_tables WHERE schemaname NOT IN"
          + " ('pg_catalog', 'information_schema') ORDER BY 1";

  private final MigrationFixture fixture =
      new MigrationFixture(TestPostgres.newest().createDatabase());
  private final RecordedWaits waits = new RecordedWaits();

  @Test
  void aRunThatIsCancelledWhileItWaitsForTheLockEndsAtOnceWithoutAChange() throws Exception {
    var cancellation = new Cancellation();
    try (var other = fixture.database.connect();
        var statement = other.createStatement()) {
      statement.execute(
          "SELECT pg_advisory_lock(" + new MigrationLock("schema_migration").key() + ")");
      var run = fixture.start(fixture.request(THREE, "head"), waits, cancellation);
      await().atMost(Duration.ofSeconds(30)).until(() -> !waits.messages.isEmpty());

      cancellation.request("spec changed", Duration.ofMinutes(10));

      assertThat(run.result(Duration.ofSeconds(5)).fault())
          .contains(
              new Fault(
                  Reason.Cancelled, "stopped at waiting for the migration lock: spec changed"));
    }
    assertThat(fixture.database.rows(TABLES)).isEmpty();
  }

  @Test
  void twoTrackingSchemasOfOneDatabaseKnowNothingOfEachOther() throws Exception {
    fixture.database.execute("CREATE SCHEMA one", "CREATE SCHEMA two");
    var one = placed(fixture.request(THREE, "head"), "one", "tracking_one");
    var two = placed(fixture.request(THREE, "head"), "two", "tracking_two");

    var runs = List.of(fixture.start(one, waits), fixture.start(two, waits));

    for (var run : runs) {
      assertThat(run.result().outcome()).isEqualTo(new Outcome.Migrated());
    }
    assertThat(fixture.database.rows(TABLES))
        .contains("one.a", "one.b", "two.a", "two.b")
        .doesNotContain("public.a");
    assertThat(migrate(placed(fixture.request(THREE, "base"), "one", "tracking_one")).fault())
        .isEmpty();
    assertThat(fixture.database.rows(TABLES))
        .contains("two.a", "two.b")
        .doesNotContain("one.a", "one.b");
    assertThat(migrate(two).outcome()).isEqualTo(new Outcome.Settled());
  }

  @Test
  void oneTrackingSchemaDoesNotWaitForTheRunOfAnother() throws Exception {
    fixture.database.execute("CREATE SCHEMA two");
    try (var other = fixture.database.connect();
        var statement = other.createStatement()) {
      statement.execute(
          "SELECT pg_advisory_lock(" + new MigrationLock("schema_migration").key() + ")");

      var report = migrate(placed(fixture.request(THREE, "head"), "two", "tracking_two"));

      assertThat(report.outcome()).isEqualTo(new Outcome.Migrated());
      assertThat(waits.messages).isEmpty();
    }
  }

  @Test
  void aSecondRoleIsReportedToLackAPrivilegeAndWorksAsTheOwnerOnceGranted() {
    fixture.migrate(THREE, "1");
    var other = TestPostgres.newest().createDatabase();
    var request = as(other, fixture.request(THREE, "2"), Optional.empty());

    var refused = migrate(request);

    assertThat(refused.fault().orElseThrow().reason()).isEqualTo(Reason.PermissionDenied);
    assertThat(refused.fault().orElseThrow().message())
        .startsWith(
            "database 127.0.0.1:%d/%s as %s: permission denied for schema schema_migration (SQLSTATE 42501"
                .formatted(fixture.database.port(), fixture.database.name(), other.user()));
    var owner = fixture.database.user();
    fixture.database.asAdministrator().execute("GRANT %s TO %s".formatted(owner, other.user()));

    var allowed = migrate(as(other, fixture.request(THREE, "2"), Optional.of(owner)));

    assertThat(allowed.heads()).contains(new Heads(List.of("2")));
    assertThat(
            fixture.database.rows(
                "SELECT DISTINCT tableowner FROM pg_tables WHERE schemaname IN ('public',"
                    + " 'schema_migration')"))
        .containsExactly(owner);
  }

  @Test
  void aDatabaseThatWasRenamedIsMissedByItsOldNameAndKnownUnderItsNewOne() {
    fixture.migrate(THREE, "head");
    var old = fixture.database;
    var renamed =
        new TestDatabase(
            old.server(),
            old.host(),
            old.port(),
            old.name() + "_renamed",
            old.user(),
            old.password());
    old.server()
        .administrator("postgres")
        .execute("ALTER DATABASE %s RENAME TO %s".formatted(old.name(), renamed.name()));

    assertThat(fixture.migrate(THREE, "head").fault())
        .contains(
            refusal(
                Reason.DatabaseNotFound,
                "database \"" + old.name() + "\" does not exist (SQLSTATE 3D000)"));
    assertThat(migrate(MigrationFixture.through(renamed, fixture.request(THREE, "head"))).outcome())
        .isEqualTo(new Outcome.Settled());
  }

  @Test
  void withOneConnectionLeftARunStillEndsItsWaitAndWithNoneItIsTriedLater() throws Exception {
    fixture.migrate(THREE, "1");
    var administrator = fixture.database.asAdministrator();
    var limit = "ALTER ROLE " + fixture.database.user() + " CONNECTION LIMIT ";
    var alter =
        files(
            "1_a.sql",
            THREE.get("1_a.sql"),
            "2_b.sql",
            revision("2", "1", "ALTER TABLE a ADD b int;", "ALTER TABLE a DROP b;"));
    try (var holder = administrator.connect();
        var statement = holder.createStatement()) {
      holder.setAutoCommit(false);
      statement.execute("SELECT * FROM a");
      administrator.execute(limit + "1");
      var run = fixture.start(impatient(fixture.request(alter, "2")), waits);
      await().atMost(Duration.ofSeconds(20)).until(() -> waits.timeouts() >= 2);
      holder.rollback();
      assertThat(run.result().outcome()).isEqualTo(new Outcome.Migrated());
    }

    administrator.execute(limit + "0");
    var none = fixture.migration.inspect(fixture.request(alter, "base"));
    administrator.execute(limit + "-1");

    assertThat(none.fault())
        .contains(
            refusal(
                Reason.TooManyConnections,
                "too many connections for role \""
                    + fixture.database.user()
                    + "\" (SQLSTATE 53300)"));
    assertThat(Reason.TooManyConnections.next()).isEqualTo(Disposition.RETRY);
  }

  @Test
  void aDatabaseThatTakesNoConnectionsForAWhileIsTriedAgain() {
    fixture.migrate(THREE, "1");
    var allow = "ALTER DATABASE " + fixture.database.name() + " ALLOW_CONNECTIONS ";
    var elsewhere = fixture.database.server().administrator("postgres");
    elsewhere.execute(allow + "false");

    var report = fixture.migration.inspect(fixture.request(THREE, "head"));

    elsewhere.execute(allow + "true");
    assertThat(report.fault())
        .contains(
            refusal(
                Reason.DatabaseUnreachable,
                "database \""
                    + fixture.database.name()
                    + "\" is not currently accepting connections (SQLSTATE 55000)"));
    assertThat(Reason.DatabaseUnreachable.next()).isEqualTo(Disposition.RETRY);
    assertThat(fixture.migrate(THREE, "head").outcome()).isEqualTo(new Outcome.Migrated());
  }

  @Test
  void aStandbyIsLookedAtAndNotWrittenTo() {
    var server = TestPostgres.own();
    var settings =
        ConnectionSettings.of("127.0.0.1", server.port(), "postgres", "postgres", Optional.empty());
    var first = MigrationFixture.with(fixture.request(THREE, "1"), settings);
    var further = MigrationFixture.with(fixture.request(THREE, "head"), settings);
    server.stop();
    server.startAsStandby();
    var message =
        "database 127.0.0.1:%d/postgres as postgres: cannot execute %s in a read-only transaction (SQLSTATE 25006)";

    assertThat(migrate(first).fault())
        .contains(
            new Fault(
                Reason.ReadOnlyServer,
                message.formatted(server.port(), "CREATE SCHEMA"),
                remedy(Reason.ReadOnlyServer),
                "database 127.0.0.1:" + server.port() + "/postgres as postgres"));
    server.stop();
    server.start();
    assertThat(migrate(first).outcome()).isEqualTo(new Outcome.Migrated());
    server.stop();
    server.startAsStandby();

    assertThat(fixture.migration.inspect(first).outcome()).isEqualTo(new Outcome.Settled());
    assertThat(migrate(first).outcome()).isEqualTo(new Outcome.Settled());
    assertThat(fixture.migration.inspect(further).outcome()).isEqualTo(new Outcome.Pending());
    assertThat(migrate(further).fault())
        .contains(
            new Fault(
                Reason.ReadOnlyServer,
                message.formatted(server.port(), "INSERT"),
                remedy(Reason.ReadOnlyServer),
                "database 127.0.0.1:" + server.port() + "/postgres as postgres"));
    assertThat(Reason.ReadOnlyServer.next()).isEqualTo(Disposition.RETRY);

    server.stop();
    server.start();
    assertThat(migrate(further).outcome()).isEqualTo(new Outcome.Migrated());
    server.stop();
  }

  @ParameterizedTest
  @EnumSource(Execution.TransactionScope.class)
  void aStatementTimeoutInTheMiddleOfAPlanLeavesWhatWasCommittedAndNothingElse(
      Execution.TransactionScope scope) {
    var slow =
        files(
            "1_a.sql",
            THREE.get("1_a.sql"),
            "2_b.sql",
            revision("2", "1", "CREATE TABLE b (id int); SELECT pg_sleep(60);", "DROP TABLE b;"),
            "3_c.sql",
            revision("3", "2", "CREATE TABLE c (id int);", "DROP TABLE c;"));
    var request =
        MigrationFixture.with(
            fixture.request(slow, "head"),
            new Execution(
                scope, Duration.ofSeconds(3), Duration.ofMillis(500), Duration.ofMinutes(1)));

    var report = migrate(request);

    assertThat(report.fault())
        .contains(
            new Fault(
                Reason.MigrationFailed,
                "revision 2, changeset test:2, statement 2: canceling statement due to statement"
                    + " timeout (SQLSTATE 57014)"));
    boolean each = scope == Execution.TransactionScope.REVISION;
    assertThat(report.heads()).contains(each ? new Heads(List.of("1")) : Heads.BASE);
    assertThat(fixture.database.one("SELECT to_regclass('b')")).isEmpty();
    assertThat(fixture.database.one("SELECT to_regclass('a')")).isEqualTo(each ? "a" : "");
  }

  /** A client that was killed keeps its lock until its statement ends. */
  @Test
  void aRunWhoseClientIsGoneGivesItsLockBackWhileItsStatementStillHasLongToGo() throws IOException {
    var slow =
        files(
            "1_a.sql",
            revision("1", "", "CREATE TABLE a (); SELECT pg_sleep(600);", "DROP TABLE a;"));
    Background<Report> run;
    try (var proxy = RoundTripLossProxy.atStatement(fixture.database, "nothing", Fate.PASSES)) {
      run =
          fixture.start(
              MigrationFixture.through(proxy.database(), fixture.request(slow, "head")), waits);
      await()
          .atMost(Duration.ofSeconds(20))
          .until(
              () ->
                  !fixture
                      .database
                      .asAdministrator()
                      .rows(
                          "SELECT 1 FROM pg_stat_activity WHERE datname = current_database() AND"
                              + " state = 'active' AND query LIKE '%pg_sleep(600)%' AND pid <>"
                              + " pg_backend_pid()")
                      .isEmpty());
    }

    var next = fixture.migrate(THREE, "head");

    assertThat(next.outcome()).isEqualTo(new Outcome.Migrated());
    assertThat(next.run().orElseThrow().startedAt())
        .isBefore(run.result().run().orElseThrow().finishedAt().plusSeconds(6));
  }

  /** Limits that an administrator may set for a role, meant for applications. */
  private enum RoleSettings {
    LIMITS(
        "statement_timeout = '400ms'",
        "lock_timeout = '1ms'",
        "idle_in_transaction_session_timeout = '400ms'",
        "idle_session_timeout = '400ms'",
        "transaction_timeout = '400ms'"),
    SPELLINGS(
        "default_transaction_isolation = 'serializable'",
        "default_transaction_deferrable = on",
        "datestyle = 'German'",
        "bytea_output = 'escape'",
        "standard_conforming_strings = off",
        "quote_all_identifiers = on",
        "timezone = 'Asia/Kathmandu'",
        "client_min_messages = 'error'",
        "row_security = off");

    private final List<String> settings;

    RoleSettings(String... settings) {
      this.settings = List.of(settings);
    }
  }

  @ParameterizedTest
  @EnumSource(RoleSettings.class)
  void whatTheAdministratorSetForTheRoleDoesNotEndARun(RoleSettings role) throws Exception {
    fixture.migrate(THREE, "1");
    var slow =
        files(
            "1_a.sql",
            THREE.get("1_a.sql"),
            "2_b.sql",
            revision(
                "2",
                "1",
                "CREATE TABLE b (id int); SELECT pg_sleep(0.6); ALTER TABLE a ADD b int;",
                "ALTER TABLE a DROP b; DROP TABLE b;"),
            "3_c.sql",
            THREE.get("3_c.sql"));
    fixture
        .database
        .asAdministrator()
        .execute(
            role.settings.stream()
                .map(it -> "ALTER ROLE %s SET %s".formatted(fixture.database.user(), it))
                .toList());
    try (var holder = fixture.database.asAdministrator().connect();
        var statement = holder.createStatement()) {
      holder.setAutoCommit(false);
      statement.execute("SELECT * FROM a");

      var run = fixture.start(impatient(fixture.request(slow, "head")), waits);

      // By then the delay between two attempts has exceeded each of those limits.
      await().atMost(Duration.ofSeconds(30)).until(() -> run.isDone() || waits.timeouts() >= 3);
      holder.rollback();
      assertThat(run.result().fault()).isEmpty();
    }
    assertThat(migrate(fixture.request(slow, "head")).outcome()).isEqualTo(new Outcome.Settled());
    assertThat(migrate(fixture.request(slow, "base")).fault()).isEmpty();
  }

  private Report migrate(Request request) {
    return fixture.migration.migrate(request, waits, new Cancellation());
  }

  /** The message about a connection that the server refuses. */
  private Fault refusal(Reason reason, String summary) {
    var at = fixture.database;
    var subject = "database 127.0.0.1:%d/%s as %s".formatted(at.port(), at.name(), at.user());
    return new Fault(reason, subject + ": " + summary, remedy(reason), subject);
  }

  private static String remedy(Reason reason) {
    return reason.remedy(SpecFieldNames.INSTANCE);
  }

  private static Request impatient(Request request) {
    return MigrationFixture.with(
        request,
        new Execution(
            Execution.TransactionScope.REVISION,
            Duration.ofMillis(300),
            Duration.ZERO,
            Duration.ofMinutes(1)));
  }

  private static Request placed(Request request, String schema, String trackingSchema) {
    var at = request.database();
    return MigrationFixture.with(request, at.withSchemas(Optional.of(schema), trackingSchema));
  }

  /** The same database with another role. */
  private static Request as(TestDatabase login, Request request, Optional<String> role) {
    var at = request.database();
    return MigrationFixture.with(
        request,
        new ConnectionSettings(
            at.host(),
            at.port(),
            at.database(),
            login.user(),
            Optional.of(Secret.of(login.password())),
            at.parameters(),
            at.sslRootCert(),
            at.schema(),
            at.trackingSchema(),
            role,
            at.origins()));
  }
}
