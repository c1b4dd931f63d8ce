package dev.schemamigration.operator.work;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.lang.ref.WeakReference;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.IntFunction;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class FairExecutorTest {
  private static final Duration LONG = Duration.ofMinutes(10);
  private static final Owner BLUE = new Owner("blue", "db.blue:5432");

  private final CountDownLatch gate = new CountDownLatch(1);
  private final Set<Owner> begun = ConcurrentHashMap.newKeySet();
  private final AtomicInteger working = new AtomicInteger();
  private FairExecutor executor = executor(8, Duration.ofMillis(50));

  @AfterEach
  void close() {
    gate.countDown();
    executor.close();
  }

  private static FairExecutor executor(int places, Duration prompt) {
    return new FairExecutor("test-", places, 16, prompt);
  }

  @ParameterizedTest
  @CsvSource({
    "8, one namespace and server",
    "33, one namespace and server",
    "200, one namespace and server",
    "2000, one namespace and server",
    "8, one namespace",
    "33, one namespace",
    "200, one namespace",
    "2000, one namespace",
    "8, one server",
    "33, one server",
    "200, one server",
    "8, neither",
    "33, neither",
    "200, neither"
  })
  void whateverHangsAnotherIsServedWithinSeconds(int hung, String in) {
    IntFunction<Owner> owners =
        switch (in) {
          case "one namespace and server" -> number -> new Owner("red", "db.red:5432");
          case "one namespace" -> number -> new Owner("red", "db" + number + ".red:5432");
          case "one server" -> number -> new Owner("red" + number, "db.red:5432");
          default -> number -> new Owner("red" + number, "db" + number + ".red:5432");
        };
    for (int number = 0; number < hung; number++) {
      hang(owners.apply(number));
    }

    var served = serve(BLUE);

    await().atMost(Duration.ofSeconds(10)).until(() -> served.getCount() == 0);
  }

  @ParameterizedTest
  @ValueSource(ints = {8, 33, 200})
  void aServerThatHangsForOneNamespaceServesAnother(int hung) {
    for (int number = 0; number < hung; number++) {
      hang(new Owner("red", BLUE.server()));
    }

    var served = serve(BLUE);

    await().atMost(Duration.ofSeconds(10)).until(() -> served.getCount() == 0);
  }

  @Test
  void aNamespaceGetsAllPlacesWhileNobodyElseWantsThem() {
    executor = executor(8, LONG);
    for (int number = 0; number < 20; number++) {
      hang(new Owner("red", "db" + number));
    }

    await().until(() -> working.get() == 8);
  }

  @Test
  void nothingIsKeptOfATaskThatHasEnded() {
    executor = executor(8, LONG);
    var done = new CountDownLatch(1);
    var work = new WeakReference<>(submitted(new byte[1024], done));
    await().until(() -> done.getCount() == 0);

    await()
        .until(
            () -> {
              System.gc();
              return work.get() == null;
            });
  }

  private byte[] submitted(byte[] source, CountDownLatch done) {
    executor.submit(
        BLUE,
        () -> {
          assertThat(source).isNotEmpty();
          done.countDown();
        });
    return source;
  }

  @Test
  void noMoreWorkAtOnceThanThereArePlaces() {
    executor = executor(3, LONG);
    for (int number = 0; number < 20; number++) {
      hang(new Owner("ns" + number, "db" + number));
    }

    await().until(() -> working.get() == 3);
    gate.countDown();
    await().until(() -> begun.size() == 20);
  }

  @Test
  void aNamespaceGetsNoMoreOfAServerThanIsLeftForTheOthers() {
    for (int number = 0; number < 50; number++) {
      hang(new Owner("red", "shared"));
    }
    await().until(() -> working.get() == 8);

    for (int number = 0; number < 50; number++) {
      hang(new Owner("green", "shared"));
    }
    await().until(() -> working.get() == 12);
    var served = serve(new Owner("blue", "shared"));

    await().until(() -> served.getCount() == 0);
    assertThat(working.get()).isEqualTo(12);
  }

  @Test
  void namespacesTakeTurnsAndSoDoTheServersOfOne() {
    executor = executor(1, LONG);
    var order = new StringBuffer();
    hang(new Owner("busy", "busy"));
    for (var name : new String[] {"a1", "a1", "a1", "a2", "b1", "b1"}) {
      var owner = new Owner(name.substring(0, 1), name);
      executor.submit(owner, place -> order.append(name).append(' '));
    }

    gate.countDown();

    await().untilAsserted(() -> assertThat(order).hasToString("a1 b1 a2 b1 a1 a1 "));
  }

  @Test
  void aTaskThatWaitsGivesItsPlaceToAnotherAndGetsItBack() {
    executor = executor(1, LONG);
    var waiting = new CountDownLatch(1);
    var order = new StringBuffer();
    executor.submit(
        new Owner("red", "red"),
        place -> {
          boolean result =
              place.waits(
                  () -> {
                    pass(waiting);
                    order.append("waited ");
                    return true;
                  });
          order.append(result).append(' ').append(working.get());
        });

    hang(BLUE);
    await().until(() -> begun.contains(BLUE));
    waiting.countDown();
    await().until(() -> order.toString().equals("waited "));
    gate.countDown();

    await().untilAsserted(() -> assertThat(order).hasToString("waited true 0"));
  }

  @Test
  void hundredsThatWaitLeaveRoomForAnother() {
    executor = executor(2, LONG);
    for (int number = 0; number < 300; number++) {
      executor.submit(new Owner("red", "db" + number), place -> place.waits(() -> pass(gate)));
    }

    var served = serve(BLUE);

    await().until(() -> served.getCount() == 0);
  }

  @Test
  void aTaskThatUsesNoProcessorGivesItsPlaceToAnotherLongBeforeItIsSlow() {
    executor = executor(1, Duration.ofSeconds(40));
    hang(new Owner("red", "db.red:5432"));

    var served = serve(BLUE);

    await().atMost(Duration.ofSeconds(15)).until(() -> served.getCount() == 0);
  }

  @Test
  void aTaskThatWorksKeepsItsPlaceUntilItIsSlow() {
    executor = executor(1, Duration.ofSeconds(2));
    var begun = new CountDownLatch(1);
    long start = System.nanoTime();
    executor.submit(
        new Owner("red", "db.red:5432"),
        place -> {
          begun.countDown();
          while (gate.getCount() > 0) {
            Thread.onSpinWait();
          }
        });
    pass(begun);

    var served = serve(BLUE);

    await().until(() -> served.getCount() == 0);
    assertThat(Duration.ofNanos(System.nanoTime() - start)).isGreaterThan(Duration.ofSeconds(1));
  }

  @Test
  void whatIsCancelledIsStartedOutOfItsTurnAndLeavesTheQueue() {
    executor = executor(1, LONG);
    hang(new Owner("red", "db.red:5432"));
    await().until(() -> working.get() == 1);
    var started = new AtomicInteger();
    var queued = executor.submit(BLUE, place -> started.incrementAndGet());

    queued.startNow();
    queued.startNow();

    await().until(() -> started.get() == 1);
    gate.countDown();
    var served = serve(BLUE);
    await().until(() -> served.getCount() == 0);
    assertThat(started).hasValue(1);
  }

  @Test
  void aTaskThatThrowsLeavesItsPlace() {
    executor = executor(1, LONG);
    executor.submit(
        new Owner("red", "red"),
        place -> {
          Thread.currentThread().setUncaughtExceptionHandler((thread, error) -> {});
          throw new IllegalStateException("broken");
        });

    var served = serve(BLUE);

    await().until(() -> served.getCount() == 0);
    await().until(() -> executor.longest().isEmpty());
  }

  @Test
  void theLongestIsMeasuredFromWhenItWasStarted() {
    executor = executor(1, LONG);
    assertThat(executor.longest()).isEmpty();

    hang(new Owner("red", "red"));

    await().until(() -> executor.longest().orElseThrow().toMillis() > 0);
  }

  @Test
  void whatIsQueuedWaitsForAMomentAfterAChange() {
    executor.changed();
    long began = System.nanoTime();
    var started = new AtomicLong();

    executor.submit(BLUE, () -> started.set(System.nanoTime()));

    await().until(() -> started.get() != 0);
    assertThat(Duration.ofNanos(started.get() - began))
        .isBetween(StartDelay.QUIET.dividedBy(2), StartDelay.LONGEST.plusSeconds(5));
  }

  private void hang(Owner owner) {
    executor.submit(
        owner,
        place -> {
          begun.add(owner);
          working.incrementAndGet();
          pass(gate);
          working.decrementAndGet();
        });
  }

  private CountDownLatch serve(Owner owner) {
    var served = new CountDownLatch(1);
    executor.submit(owner, place -> served.countDown());
    return served;
  }

  private static boolean pass(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    return true;
  }
}
