package dev.schemamigration.chaos;

import static dev.schemamigration.testing.MigrationFixture.files;
import static dev.schemamigration.testing.MigrationFixture.revision;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.schemamigration.database.connection.ConnectionSettings;
import dev.schemamigration.database.session.Connector;
import dev.schemamigration.migration.Migration;
import dev.schemamigration.migration.api.Cancellation;
import dev.schemamigration.migration.api.Execution;
import dev.schemamigration.migration.api.Report;
import dev.schemamigration.migration.api.Request;
import dev.schemamigration.migration.api.RunListener;
import dev.schemamigration.migration.reason.Reason;
import dev.schemamigration.testing.MigrationFixture;
import dev.schemamigration.testing.TestPostgres;
import java.time.Clock;
import java.time.Duration;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * Connections that fail in every way that a hostile server knows, hundreds of them in a build and
 * tens of thousands on demand, leave neither threads nor sockets nor memory behind, and beside them
 * a real server is reached. {@code CHAOS_CONNECTIONS=PT1H} sets how long the long form takes.
 */
class FailingConnectionsPgTest {
  private static final long SEED = ChaosMode.seed();
  private static final int WORKERS = 8;
  private static final int ENOUGH = 200;
  private static final Duration ENOUGH_TIME =
      Optional.ofNullable(System.getenv("CHAOS_CONNECTIONS"))
          .filter(it -> !it.isBlank())
          .map(Duration::parse)
          .orElse(Duration.ofMinutes(5));
  private static final int LONGEST_MILLIS = 250;
  private static final long HEAP = 24L << 20;
  private static final Map<String, String> FILES =
      files("1_t.sql", revision("1", "", "CREATE TABLE t (a int);", "DROP TABLE t;"));

  private final Migration migration = migration(Duration.ofMillis(LONGEST_MILLIS));

  /** Where all processors are busy with hostile servers, an honest one may take its time. */
  private final Migration patient = migration(Duration.ofMinutes(1));

  private final MigrationFixture honest =
      new MigrationFixture(TestPostgres.newest().createDatabase());
  private final AtomicInteger attempts = new AtomicInteger();
  private final Map<Reason, Integer> reasons = new EnumMap<>(Reason.class);
  private final List<String> unforeseen = new CopyOnWriteArrayList<>();

  @Test
  @Timeout(3 * 3600)
  void failingConnectionsLeaveNothingBehind() throws Exception {
    System.out.printf("seed %d, failing connections%n", SEED);
    for (var failure : ConnectionFailure.values()) {
      fail(failure, new Random(SEED)); // what is there once a process is there from now on
    }
    work(ENOUGH / 2, Duration.ofDays(1));
    var before = ProcessResources.now();
    System.out.printf("before: %s%n", before);

    if (ChaosMode.LONG.isActive()) {
      work(Integer.MAX_VALUE, ENOUGH_TIME);
    } else {
      work(ENOUGH, Duration.ofDays(1));
    }

    System.out.printf(
        "after %d attempts: %s%n%s%n", attempts.get(), ProcessResources.now(), reasons);
    assertThat(unforeseen).isEmpty();
    await()
        .atMost(Duration.ofSeconds(30))
        .untilAsserted(() -> assertThatNothingIsLeft(before, ProcessResources.now()));
  }

  private static void assertThatNothingIsLeft(ProcessResources before, ProcessResources after) {
    assertThat(after.threads())
        .allSatisfy(
            (name, count) ->
                assertThat(count)
                    .as(name)
                    .isLessThanOrEqualTo(before.threads().getOrDefault(name, 0L)));
    assertThat(after.files()).isLessThanOrEqualTo(before.files());
    assertThat(after.heap()).isLessThan(before.heap() + HEAP);
  }

  private void work(int enough, Duration time) throws Exception {
    int from = attempts.get();
    long end = System.nanoTime() + time.toNanos();
    try (var workers = Executors.newFixedThreadPool(WORKERS)) {
      var results =
          workers.invokeAll(
              IntStream.range(0, WORKERS)
                  .mapToObj(
                      worker ->
                          Executors.callable(
                              () -> {
                                var random = new Random(SEED + worker);
                                while (attempts.get() - from < enough && System.nanoTime() < end) {
                                  attempt(random);
                                }
                              }))
                  .toList());
      for (var result : results) {
        result.get();
      }
    }
  }

  private static Migration migration(Duration limit) {
    return new Migration(new Connector(limit), Clock.systemUTC(), new Random(SEED), limit);
  }

  private void attempt(Random random) {
    int number = attempts.incrementAndGet();
    if (number % 50 == 0) {
      assertThat(patient.inspect(honest.request(FILES, "head")).fault()).isEmpty();
    }
    var failures = ConnectionFailure.values();
    fail(failures[random.nextInt(failures.length)], random);
  }

  private void fail(ConnectionFailure failure, Random random) {
    var cancellation = new Cancellation();
    try (var server = failure.server(random);
        var timer = Executors.newSingleThreadScheduledExecutor()) {
      cancelLater(timer, cancellation, random);
      var request = request(server.settings(""));
      count(failure, migration.inspect(request, cancellation));
      if (random.nextBoolean()) {
        count(failure, migration.migrate(request, RunListener.SILENT, cancellation));
      }
      timer.shutdownNow();
      await()
          .atMost(Duration.ofSeconds(20))
          .pollInterval(Duration.ofMillis(5))
          .until(() -> server.connected() == 0);
    }
  }

  private static void cancelLater(
      ScheduledExecutorService timer, Cancellation cancellation, Random random) {
    timer.schedule(
        () -> cancellation.request("enough", Duration.ZERO),
        random.nextInt(2 * LONGEST_MILLIS),
        TimeUnit.MILLISECONDS);
  }

  private static Request request(ConnectionSettings settings) {
    return MigrationFixture.with(
        MigrationFixture.request(settings, FILES, "head"),
        new Execution(
            Execution.TransactionScope.REVISION,
            Duration.ofSeconds(1),
            Duration.ZERO,
            Duration.ofSeconds(1)));
  }

  private void count(ConnectionFailure failure, Report report) {
    report
        .fault()
        .ifPresent(
            fault -> {
              synchronized (reasons) {
                reasons.merge(fault.reason(), 1, Integer::sum);
              }
              if (fault.reason() == Reason.InternalError) {
                unforeseen.add(failure + ": " + fault.message());
              }
            });
  }
}
