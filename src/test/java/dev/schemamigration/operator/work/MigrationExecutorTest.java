package dev.schemamigration.operator.work;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class MigrationExecutorTest {
  private static final Owner OWNER = new Owner("shop", "db.shop:5432");

  private final MigrationExecutor workers = new MigrationExecutor(3, 16);
  private final CountDownLatch gate = new CountDownLatch(1);

  @AfterEach
  void close() {
    gate.countDown();
    workers.close();
  }

  @Test
  void oneDatabaseIsMigratedOneAtATimeAndInOrder() {
    var done = new CopyOnWriteArrayList<Integer>();
    var atOnce = new AtomicInteger();
    for (var i = 0; i < 20; i++) {
      var number = i;
      workers.submit(
          OWNER,
          "one",
          place -> {
            assertThat(atOnce.incrementAndGet()).isEqualTo(1);
            done.add(number);
            atOnce.decrementAndGet();
          });
    }

    await().until(() -> done.size() == 20);
    assertThat(done).isSorted();
  }

  @Test
  void aQueuedMigrationOccupiesNoThread() {
    var begun = new CopyOnWriteArrayList<String>();
    for (var i = 0; i < 5; i++) {
      workers.submit(OWNER, "busy", place -> waitAtTheGate(begun, "busy"));
    }

    workers.submit(OWNER, "other", place -> begun.add("other"));

    await().until(() -> begun.containsAll(List.of("busy", "other")));
    assertThat(begun).containsOnlyOnce("busy");
  }

  @Test
  void whatAServerClaimsToBeHoldsUpNoOtherNamespace() {
    var begun = new CopyOnWriteArrayList<String>();
    workers.submit(OWNER, "one", place -> waitAtTheGate(begun, "ours"));

    workers.submit(new Owner("red", "liar:5432"), "one", place -> begun.add("theirs"));

    await().until(() -> begun.contains("theirs"));
  }

  @Test
  void aMigrationThatThrowsIsFollowedByTheNextOne() {
    var done = new CopyOnWriteArrayList<String>();
    workers.submit(
        OWNER,
        "one",
        place -> {
          Thread.currentThread().setUncaughtExceptionHandler((thread, error) -> {});
          throw new IllegalStateException("broken");
        });

    workers.submit(OWNER, "one", place -> done.add("next"));

    await().until(() -> done.contains("next"));
  }

  @Test
  void aCancelledMigrationDoesNotWaitForTheOneBeforeIt() {
    var begun = new CopyOnWriteArrayList<String>();
    workers.submit(OWNER, "one", place -> waitAtTheGate(begun, "first"));
    var second = workers.submit(OWNER, "one", place -> begun.add("second"));
    workers.submit(OWNER, "one", place -> begun.add("third"));

    second.startNow();

    await().until(() -> begun.containsAll(List.of("first", "second")));
    assertThat(begun).doesNotContain("third");
    gate.countDown();
    await().until(() -> begun.contains("third"));
    assertThat(begun).hasSize(3);
  }

  /** With the limits of production: 200 that hang, each in a namespace of its own. */
  @ParameterizedTest
  @ValueSource(ints = {8, 33, 200})
  void whoeverHangsAgainAndAgainAnotherIsServedWithinSeconds(int hung) {
    try (var executor = new MigrationExecutor(8, 16)) {
      var random = new Random(hung);
      for (int number = 0; number < hung; number++) {
        hangAgain(executor, number, random);
      }
      for (int round = 0; round < 3; round++) {
        var served = new CopyOnWriteArrayList<String>();
        executor.submit(OWNER, "ours", place -> served.add("ours"));
        await().atMost(Duration.ofSeconds(8)).until(() -> !served.isEmpty());
      }
    }
  }

  /** Waits for its server for a second or two, and is queued again then. */
  private void hangAgain(MigrationExecutor executor, int number, Random random) {
    executor.submit(
        new Owner("red" + number, "hung" + number + ":5432"),
        "theirs",
        place -> {
          pass(Duration.ofMillis(1_000 + random.nextInt(1_000)));
          if (gate.getCount() > 0) {
            hangAgain(executor, number, random);
          }
        });
  }

  private void pass(Duration time) {
    try {
      gate.await(time.toMillis(), TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  @Test
  void theLoadTellsWhatWaitsBehindItsDatabaseAndForAWorker() {
    var begun = new CopyOnWriteArrayList<String>();
    assertThat(workers.load()).isEqualTo(new Load(0, Duration.ZERO, 0, 0, 3));
    for (var database : List.of("one", "two", "three", "four")) {
      workers.submit(OWNER, database, place -> waitAtTheGate(begun, database));
    }
    workers.submit(OWNER, "one", place -> waitAtTheGate(begun, "one again"));

    var first = workers.load();

    assertThat(first).extracting(Load::waiting, Load::workers).containsExactly(2, 3);
    await().until(() -> workers.load().oldest().compareTo(first.oldest()) > 0);
    gate.countDown();
    await().until(() -> workers.load().equals(new Load(0, Duration.ZERO, 0, 0, 3)));
    assertThat(begun).hasSize(5);
  }

  private void waitAtTheGate(List<String> begun, String name) {
    begun.add(name);
    try {
      gate.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
