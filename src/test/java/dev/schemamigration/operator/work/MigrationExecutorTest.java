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
  private final MigrationExecutor workers = new MigrationExecutor(3);
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
          "one",
          () -> {
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
      workers.submit("busy", () -> waitAtTheGate(begun, "busy"));
    }

    workers.submit("other", () -> begun.add("other"));

    await().until(() -> begun.containsAll(List.of("busy", "other")));
    assertThat(begun).containsOnlyOnce("busy");
  }

  @Test
  void noMoreDatabasesAreMigratedAtOnceThanTheLimit() {
    var begun = new CopyOnWriteArrayList<String>();
    for (var i = 0; i < 6; i++) {
      var name = "db" + i;
      workers.submit(name, () -> waitAtTheGate(begun, name));
    }

    await().until(() -> begun.size() == 3);
    assertThat(begun).containsExactlyInAnyOrder("db0", "db1", "db2");
    gate.countDown();
    await().until(() -> begun.size() == 6);
  }

  @Test
  void aMigrationThatThrowsIsFollowedByTheNextOne() {
    var done = new CopyOnWriteArrayList<String>();
    workers.submit(
        "one",
        () -> {
          Thread.currentThread().setUncaughtExceptionHandler((thread, error) -> {});
          throw new IllegalStateException("broken");
        });

    workers.submit("one", () -> done.add("next"));

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
