package dev.schemamigration.migration;

import static dev.schemamigration.migration.MigrationFixture.files;
import static dev.schemamigration.migration.MigrationFixture.revision;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.schemamigration.database.BlockedBy;
import dev.schemamigration.testing.Readers;
import dev.schemamigration.testing.TestPostgres;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * A statement that waits for a lock stands in front of everybody who comes after it. What that
 * means for the application while a migration waits, and what is told of it.
 */
class LockQueuePgTest {
  /** What a loaded machine may add to a wait. */
  private static final Duration MARGIN = Duration.ofSeconds(1);

  private static final String USERS =
      revision("1", "", "CREATE TABLE users (id int, name text);", "DROP TABLE users;");
  private static final Map<String, String> ALTER =
      files(
          "1_users.sql",
          USERS,
          "2_mail.sql",
          revision(
              "2",
              "1",
              "CREATE TABLE mails (id int); ALTER TABLE users ADD COLUMN mail text;",
              "ALTER TABLE users DROP COLUMN mail; DROP TABLE mails;"));
  private static final Map<String, String> INDEX =
      files(
          "1_users.sql",
          USERS,
          "2_index.sql",
          revision(
                  "2",
                  "1",
                  "CREATE INDEX CONCURRENTLY users_name ON users (name);",
                  "DROP INDEX CONCURRENTLY users_name;")
              .replace("test:2", "test:2 runInTransaction:false"));

  private final MigrationFixture fixture =
      new MigrationFixture(TestPostgres.newest().createDatabase());
  private final List<BlockedBy> holders = new CopyOnWriteArrayList<>();
  private final List<String> messages = new CopyOnWriteArrayList<>();
  private final RunListener listener =
      new RunListener() {
        @Override
        public void blocked(List<BlockedBy> now, String message) {
          holders.addAll(now);
          messages.add(message);
        }
      };

  @ParameterizedTest
  @ValueSource(ints = {50, 500, 1500})
  void otherReadersAreNeverBlockedForLongerThanTheLockTimeout(int lockTimeout) throws Exception {
    fixture.migrate(ALTER, "1");
    var bound = Duration.ofMillis(lockTimeout).plus(MARGIN);
    Duration longest;
    int passed;
    try (var holder = fixture.database.connect();
        var readers = Readers.of(fixture.database, 4, "SELECT count(*) FROM users")) {
      open(holder, "READ COMMITTED", "SELECT * FROM users");
      var began = Instant.now();
      var run = start(ALTER, "2", lockTimeout, 0, 60_000);

      // Long enough for readers to wait past the bound, if the queue were not let go.
      await()
          .atMost(Duration.ofSeconds(40))
          .until(
              () ->
                  timeouts() >= 3
                      && Duration.between(began, Instant.now())
                              .compareTo(bound.plusMillis(lockTimeout))
                          > 0);
      assertThat(run).isNotDone();
      passed = readers.answers();
      holder.rollback();

      assertThat(run.get().outcome()).isEqualTo(new Outcome.Migrated());
      assertThat(readers.failures()).isEmpty();
      assertThat(readers.answers()).isGreaterThan(passed);
      longest = readers.longestWait();
    }
    System.out.printf(
        "lock timeout %d ms: the longest of %d reads took %d ms%n",
        lockTimeout, passed, longest.toMillis());
    assertThat(longest).isLessThanOrEqualTo(bound);
    assertThat(longest)
        .as("they did stand in the queue")
        .isGreaterThan(Duration.ofMillis(lockTimeout / 2));
    assertThat(columns()).containsExactly("id", "mail", "name");
  }

  @ParameterizedTest
  @ValueSource(ints = {500, 2000, 0})
  void theHolderIsNamedWithAllThatIsKnownOfIt(int lockTimeout) throws Exception {
    fixture.migrate(ALTER, "1");
    try (var holder = fixture.database.connect()) {
      var before = Instant.now().minusSeconds(1);
      int pid = open(holder, "READ COMMITTED", "SELECT * FROM users");
      var run = start(ALTER, "2", lockTimeout, 0, 60_000);

      await().atMost(Duration.ofSeconds(20)).until(() -> !holders.isEmpty());
      assertThat(run).isNotDone();
      holder.rollback();

      assertThat(run.get().outcome()).isEqualTo(new Outcome.Migrated());
      assertThat(run.get().blockedBy()).isEmpty();
      assertThat(holders)
          .allSatisfy(
              it -> {
                assertThat(it.pid()).isEqualTo(pid);
                assertThat(it.applicationName()).isEqualTo("a-long-report");
                assertThat(it.state()).isEqualTo("idle in transaction");
                assertThat(it.since()).hasValueSatisfying(at -> assertThat(at).isAfter(before));
                assertThat(it.lock()).isEqualTo("AccessShareLock");
              });
      assertThat(messages.getFirst())
          .matches(
              "waiting for pid %d \\(a-long-report, idle in transaction since [^ ]+Z, AccessShareLock\\)"
                  .formatted(pid));
      assertThat(messages.getLast()).as("that the wait is over").isEmpty();
    }
  }

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
    try (var holder = fixture.database.connect();
        var writers =
            Readers.of(fixture.database, 2, "INSERT INTO users SELECT 2, max(name) FROM users")) {
      open(holder, old.isolation, old.sql);
      var began = Instant.now();
      var run = start(INDEX, "2", 200, 0, 60_000);

      await().atMost(Duration.ofSeconds(20)).until(() -> !holders.isEmpty());
      await()
          .atMost(Duration.ofSeconds(20))
          .until(() -> Instant.now().isAfter(began.plus(MARGIN).plusMillis(800)));
      assertThat(run).isNotDone();
      holder.rollback();

      assertThat(run.get().outcome()).isEqualTo(new Outcome.Migrated());
      assertThat(writers.longestWait()).isLessThan(MARGIN);
      assertThat(writers.failures()).isEmpty();
    }
    assertThat(indexes()).containsExactly("users_name\tt");
    assertThat(timeouts()).isZero();
  }

  @ParameterizedTest
  @EnumSource(OldTransaction.class)
  void theStatementTimeoutEndsThatWaitAndNoInvalidIndexStays(OldTransaction old) throws Exception {
    fixture.migrate(INDEX, "1");
    Report struck;
    try (var holder = fixture.database.connect()) {
      open(holder, old.isolation, old.sql);

      struck = start(INDEX, "2", 200, 1000, 60_000).get();

      if (old == OldTransaction.SNAPSHOT) {
        assertThat(indexes()).isEmpty();
      }
      holder.rollback();
    }

    assertThat(struck.fault())
        .contains(
            new Fault(
                Reason.MigrationFailed,
                "revision 2, changeset test:2, statement 1: canceling statement due to statement"
                    + " timeout (SQLSTATE 57014)"));
    assertThat(struck.heads()).contains(List.of("1"));
    assertThat(fixture.migrate(INDEX, "2").heads()).contains(List.of("2"));
    assertThat(indexes()).containsExactly("users_name\tt");
    assertThat(fixture.migrate(INDEX, "1").heads()).contains(List.of("1"));
    assertThat(indexes()).isEmpty();
  }

  @Test
  void theDeadlineBoundsAnIndexThatHasNoStatementTimeout() throws Exception {
    fixture.migrate(INDEX, "1");
    try (var holder = fixture.database.connect()) {
      open(holder, OldTransaction.SNAPSHOT.isolation, OldTransaction.SNAPSHOT.sql);

      var report = start(INDEX, "2", 200, 0, 1500).get();

      assertThat(report.fault())
          .contains(
              new Fault(
                  Reason.DeadlineExceeded,
                  "stopped at upgrade of revision 2: spec.execution.deadline of 1s has passed"));
      assertThat(indexes()).isEmpty();
      holder.rollback();
    }
  }

  private CompletableFuture<Report> start(
      Map<String, String> files, String target, int lock, int statement, int deadline) {
    var request =
        MigrationFixture.with(
            fixture.request(files, target),
            new Execution(
                Execution.TransactionScope.REVISION,
                Duration.ofMillis(lock),
                Duration.ofMillis(statement),
                Duration.ofMillis(deadline)));
    return CompletableFuture.supplyAsync(
        () -> fixture.migration.migrate(request, listener, new Cancellation()),
        task -> Thread.ofPlatform().start(task));
  }

  /** How often the statement has stepped back. */
  private long timeouts() {
    return messages.stream().filter(it -> it.contains("SQLSTATE 55P03")).count();
  }

  private static int open(Connection holder, String isolation, String sql) throws SQLException {
    holder.setAutoCommit(false);
    try (var statement = holder.createStatement()) {
      statement.execute("SET TRANSACTION ISOLATION LEVEL " + isolation);
      statement.execute("SET application_name = 'a-long-report'");
      statement.execute(sql);
      try (var row = statement.executeQuery("SELECT pg_backend_pid()")) {
        row.next();
        return row.getInt(1);
      }
    }
  }

  private List<String> columns() {
    return fixture.database.rows(
        "SELECT attname FROM pg_attribute WHERE attrelid = 'users'::regclass AND attnum > 0 AND NOT"
            + " attisdropped ORDER BY 1");
  }

  private List<String> indexes() {
    return fixture.database.rows(
        "SELECT indexrelid::regclass, indisvalid FROM pg_index WHERE indrelid = 'users'::regclass");
  }
}
