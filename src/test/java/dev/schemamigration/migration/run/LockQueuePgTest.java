package dev.schemamigration.migration.run;

import static dev.schemamigration.testing.MigrationFixture.files;
import static dev.schemamigration.testing.MigrationFixture.revision;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.schemamigration.migration.api.Execution;
import dev.schemamigration.migration.api.Outcome;
import dev.schemamigration.testing.ApplicationSessions;
import dev.schemamigration.testing.MigrationFixture;
import dev.schemamigration.testing.OpenTransaction;
import dev.schemamigration.testing.RecordedWaits;
import dev.schemamigration.testing.TestPostgres;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * A statement that waits for a lock blocks every later one in the queue: the effect on the
 * application while a migration waits, and how the wait is reported.
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
  private final MigrationFixture fixture =
      new MigrationFixture(TestPostgres.newest().createDatabase());
  private final RecordedWaits waits = new RecordedWaits();

  @ParameterizedTest
  @ValueSource(ints = {50, 500, 1000})
  void otherReadersAreNeverBlockedForLongerThanTheLockTimeout(int lockTimeout) throws Exception {
    fixture.migrate(ALTER, "1");
    var bound = Duration.ofMillis(lockTimeout).plus(MARGIN);
    Duration longest;
    int passed;
    try (var holder = OpenTransaction.of(fixture.database, "SELECT * FROM users");
        var readers = ApplicationSessions.of(fixture.database, 4, "SELECT count(*) FROM users")) {
      var began = Instant.now();
      var run = fixture.start(ALTER, "2", lockTimeout, 0, 60_000, waits);

      // Long enough for readers to exceed the bound if the migration kept its place in the queue.
      await()
          .atMost(Duration.ofSeconds(40))
          .until(
              () ->
                  waits.timeouts() >= 3
                      && Duration.between(began, Instant.now())
                              .compareTo(bound.plusMillis(lockTimeout))
                          > 0);
      run.requireRunning();
      passed = readers.answers();
      holder.end();

      assertThat(run.result().outcome()).isEqualTo(new Outcome.Migrated());
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

  /** What a transaction has locked already must not stay locked while it waits for more. */
  @ParameterizedTest
  @EnumSource(Execution.TransactionScope.class)
  void readersOfWhatIsLockedAlreadyWaitNoLongerThanThatEither(Execution.TransactionScope scope)
      throws Exception {
    fixture.database.execute("CREATE TABLE other (id int)");
    var files =
        files(
            "1_users.sql",
            USERS,
            "2_both.sql",
            revision(
                "2",
                "1",
                "ALTER TABLE users ADD x int; ALTER TABLE other ADD x int;",
                "ALTER TABLE other DROP x; ALTER TABLE users DROP x;"));
    fixture.migrate(files, "1");
    var request =
        MigrationFixture.with(
            fixture.request(files, "2"),
            new Execution(scope, Duration.ofMillis(800), Duration.ZERO, Duration.ofMinutes(1)));
    try (var holder = OpenTransaction.of(fixture.database, "SELECT * FROM other");
        var readers = ApplicationSessions.of(fixture.database, 2, "SELECT count(*) FROM users")) {
      var run = fixture.start(request, waits);

      await().atMost(Duration.ofSeconds(40)).until(() -> waits.timeouts() >= 3);
      holder.end();

      assertThat(run.result().outcome()).isEqualTo(new Outcome.Migrated());
      assertThat(readers.longestWait())
          .isBetween(Duration.ofMillis(400), Duration.ofMillis(800).plus(MARGIN));
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {500, 2000, 0})
  void theHolderIsNamedWithAllThatIsKnownOfIt(int lockTimeout) throws Exception {
    fixture.migrate(ALTER, "1");
    try (var holder = OpenTransaction.of(fixture.database, "SELECT * FROM users")) {
      var before = Instant.now().minusSeconds(1);
      var run = fixture.start(ALTER, "2", lockTimeout, 0, 60_000, waits);

      await().atMost(Duration.ofSeconds(20)).until(() -> !waits.holders.isEmpty());
      run.requireRunning();
      holder.end();

      assertThat(run.result().outcome()).isEqualTo(new Outcome.Migrated());
      assertThat(run.result().blockedBy()).isEmpty();
      assertThat(waits.holders)
          .allSatisfy(
              it -> {
                assertThat(it.pid()).isEqualTo(holder.pid());
                assertThat(it.applicationName()).isEqualTo(OpenTransaction.NAME);
                assertThat(it.state()).isEqualTo("idle in transaction");
                assertThat(it.since()).hasValueSatisfying(at -> assertThat(at).isAfter(before));
                assertThat(it.lock()).isEqualTo("AccessShareLock");
              });
      assertThat(waits.messages.getFirst())
          .matches(
              "waiting for pid %d \\(a-long-report, idle in transaction since [^ ]+Z, AccessShareLock\\)"
                  .formatted(holder.pid()));
      assertThat(waits.messages.getLast()).as("that the wait is over").isEmpty();
    }
  }

  private List<String> columns() {
    return fixture.database.rows(
        "SELECT attname FROM pg_attribute WHERE attrelid = 'users'::regclass AND attnum > 0 AND NOT"
            + " attisdropped ORDER BY 1");
  }
}
