package dev.schemamigration.engine.autocommit;

import static dev.schemamigration.testing.MigrationFixture.files;
import static dev.schemamigration.testing.MigrationFixture.revision;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.schemamigration.migration.api.Outcome;
import dev.schemamigration.migration.api.Report;
import dev.schemamigration.migration.reason.Fault;
import dev.schemamigration.migration.reason.Reason;
import dev.schemamigration.revision.Heads;
import dev.schemamigration.testing.ApplicationSessions;
import dev.schemamigration.testing.MigrationFixture;
import dev.schemamigration.testing.OpenTransaction;
import dev.schemamigration.testing.RecordedWaits;
import dev.schemamigration.testing.TestPostgres;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * An index that is built beside the application waits for every transaction that is older, under no
 * lock timeout, for that would leave it behind invalid; nobody waits behind it.
 */
class ConcurrentIndexPgTest {
  /** What a loaded machine may add to a wait. */
  private static final Duration MARGIN = Duration.ofSeconds(1);

  private static final Map<String, String> INDEX =
      files(
          "1_users.sql",
          revision("1", "", "CREATE TABLE users (id int, name text);", "DROP TABLE users;"),
          "2_index.sql",
          revision(
                  "2",
                  "1",
                  "CREATE INDEX CONCURRENTLY users_name ON users (name);",
                  "DROP INDEX CONCURRENTLY users_name;")
              .replace("test:2", "test:2 runInTransaction:false"));

  private static final String CLEARING =
      "SELECT count(*) FROM pg_stat_activity WHERE query LIKE 'DROP INDEX CONCURRENTLY%'"
          + " AND state = 'active' AND datname = current_database()";

  private final MigrationFixture fixture =
      new MigrationFixture(TestPostgres.newest().createDatabase());
  private final RecordedWaits waits = new RecordedWaits();

  /** What a migration waits behind without ever standing in a reader's or writer's way. */
  private enum OldTransaction {
    SNAPSHOT("REPEATABLE READ", "SELECT count(*) FROM pg_class"),
    READER("REPEATABLE READ", "SELECT count(*) FROM users"),
    WRITER("READ COMMITTED", "INSERT INTO users VALUES (1, 'one')");

    private final String isolation;
    private final String sql;

    OldTransaction(String isolation, String sql) {
      this.isolation = isolation;
      this.sql = sql;
    }
  }

  @ParameterizedTest
  @EnumSource(OldTransaction.class)
  void anIndexBuiltConcurrentlyOutlastsTheLockTimeoutAndNobodyWaitsBehindIt(OldTransaction old)
      throws Exception {
    fixture.migrate(INDEX, "1");
    try (var holder = OpenTransaction.of(fixture.database, old.isolation, old.sql);
        var writers =
            ApplicationSessions.of(
                fixture.database, 2, "INSERT INTO users SELECT 2, max(name) FROM users")) {
      var began = Instant.now();
      var run = fixture.start(INDEX, "2", 200, 0, 60_000, waits);

      await().atMost(Duration.ofSeconds(20)).until(() -> !waits.holders.isEmpty());
      await()
          .atMost(Duration.ofSeconds(20))
          .until(() -> Instant.now().isAfter(began.plus(MARGIN).plusMillis(800)));
      run.requireRunning();
      holder.end();

      assertThat(run.result().outcome()).isEqualTo(new Outcome.Migrated());
      assertThat(writers.longestWait()).isLessThan(MARGIN);
      assertThat(writers.failures()).isEmpty();
    }
    assertThat(indexes()).containsExactly("users_name\tt");
    assertThat(waits.timeouts()).isZero();
  }

  @ParameterizedTest
  @EnumSource(OldTransaction.class)
  void theStatementTimeoutEndsThatWaitAndNoInvalidIndexStays(OldTransaction old) throws Exception {
    fixture.migrate(INDEX, "1");
    Report struck;
    try (var holder = OpenTransaction.of(fixture.database, old.isolation, old.sql)) {

      var run = fixture.start(INDEX, "2", 200, 1000, 60_000, waits);
      if (old == OldTransaction.SNAPSHOT) {
        run.result();
      } else {
        await()
            .atMost(Duration.ofSeconds(20))
            .until(() -> fixture.database.one(CLEARING).equals("1"));
        var began = Instant.now();
        await()
            .atMost(Duration.ofSeconds(20))
            .until(() -> Instant.now().isAfter(began.plusMillis(1500)));
        run.requireRunning();
      }
      holder.end();
      struck = run.result();
    }
    assertThat(indexes()).isEmpty();

    assertThat(struck.fault())
        .contains(
            new Fault(
                Reason.MigrationFailed,
                "revision 2, changeset test:2, statement 1: canceling statement due to statement"
                    + " timeout (SQLSTATE 57014)"));
    assertThat(struck.heads()).contains(new Heads(List.of("1")));
    assertThat(fixture.migrate(INDEX, "2").heads()).contains(new Heads(List.of("2")));
    assertThat(indexes()).containsExactly("users_name\tt");
    assertThat(fixture.migrate(INDEX, "1").heads()).contains(new Heads(List.of("1")));
    assertThat(indexes()).isEmpty();
  }

  @Test
  void theDeadlineBoundsAnIndexThatHasNoStatementTimeout() throws Exception {
    fixture.migrate(INDEX, "1");
    try (var holder =
        OpenTransaction.of(
            fixture.database, OldTransaction.SNAPSHOT.isolation, OldTransaction.SNAPSHOT.sql)) {

      var report = fixture.start(INDEX, "2", 200, 0, 1500, waits).result();

      assertThat(report.fault())
          .contains(
              new Fault(
                  Reason.DeadlineExceeded,
                  "stopped at upgrade of revision 2: spec.execution.deadline of 1s has passed"));
      assertThat(indexes()).isEmpty();
      holder.end();
    }
  }

  @Test
  void anInvalidIndexThatAStoppedRunHadToLeaveGoesWithItsRevision() throws Exception {
    fixture.migrate(INDEX, "1");
    try (var holder =
        OpenTransaction.of(
            fixture.database, OldTransaction.READER.isolation, OldTransaction.READER.sql)) {
      assertThat(
              fixture.start(INDEX, "2", 200, 500, 3000, waits).result().fault().map(Fault::reason))
          .contains(Reason.DeadlineExceeded);
      assertThat(indexes()).containsExactly("users_name\tf");
      holder.end();
    }

    assertThat(fixture.migrate(INDEX, "1").fault()).isEmpty();

    assertThat(indexes()).isEmpty();
  }

  @ParameterizedTest
  @MethodSource("dev.schemamigration.testing.TestPostgres#supported")
  void anIndexIsFoundUnderTheNameThatTheServerTruncates(TestPostgres server) {
    var own = new MigrationFixture(server.createDatabase());
    var names =
        List.of(
            "i".repeat(63),
            "J".repeat(64),
            "\"" + "i".repeat(62) + "ü\"",
            "i" + "ü".repeat(50),
            "\"" + "\uD83D\uDE00".repeat(20) + "\"",
            "\"" + "a\"\"b ".repeat(300) + "\"");
    var files =
        files(
            "1_users.sql",
            revision("1", "", "CREATE TABLE users (id int);", "DROP TABLE users;"),
            "2_index.sql",
            revision(
                    "2",
                    "1",
                    joined(names, "CREATE INDEX CONCURRENTLY IF NOT EXISTS %s ON users (id);"),
                    joined(names, "DROP INDEX CONCURRENTLY IF EXISTS public.%s;"))
                .replace("test:2", "test:2 runInTransaction:false"));

    assertThat(own.migrate(files, "2").fault()).isEmpty();
    assertThat(indexes(own)).hasSize(names.size()).allMatch(it -> it.endsWith("\tt"));
    assertThat(own.migrate(files, "1").fault()).isEmpty();
    assertThat(indexes(own)).isEmpty();
  }

  private static String joined(List<String> names, String statement) {
    return names.stream().map(statement::formatted).collect(Collectors.joining("\n"));
  }

  private List<String> indexes() {
    return indexes(fixture);
  }

  private static List<String> indexes(MigrationFixture fixture) {
    return fixture.database.rows(
        "SELECT indexrelid::regclass, indisvalid FROM pg_index WHERE indrelid = 'users'::regclass");
  }
}
