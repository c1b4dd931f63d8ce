package dev.schemamigration.operator.work;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

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

  private void waitAtTheGate(List<String> begun, String name) {
    begun.add(name);
    try {
      gate.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
