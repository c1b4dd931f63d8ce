package dev.schemamigration.operator.event;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.events.v1.Event;
import io.fabric8.kubernetes.api.model.events.v1.EventBuilder;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class EventQueueTest {
  private final AtomicLong now = new AtomicLong();
  private final EventQueue queue = new EventQueue(100, now::get);

  @Test
  void eventsComeInTheOrderOfTheirArrival() throws InterruptedException {
    queue.add(event("Normal", "a"));
    queue.add(event("Warning", "b"));
    queue.add(event("Normal", "c"));

    assertThat(rest()).containsExactly("Warning b", "Normal a", "Normal c");
  }

  @Test
  void anOpenQueueKeepsTheOrderOfBothTypes() throws InterruptedException {
    queue.add(event("Normal", "a"));
    queue.add(event("Warning", "b"));

    assertThat(shown(queue.take().orElseThrow())).isEqualTo("Normal a");
    assertThat(shown(queue.take().orElseThrow())).isEqualTo("Warning b");
  }

  @Test
  void warningsStayWhenNormalEventsFloodTheQueue() throws InterruptedException {
    for (int i = 0; i < 100; i++) {
      queue.add(event("Warning", "w" + i));
    }
    for (int i = 0; i < 10_000; i++) {
      assertThat(queue.add(event("Normal", "n" + i))).isFalse();
    }

    assertThat(queue.takeDropped()).isEqualTo(10_000);
    assertThat(rest()).hasSize(100).allMatch(it -> it.startsWith("Warning"));
  }

  @Test
  void warningsTakeThePlacesOfTheOldestNormalEvents() throws InterruptedException {
    for (int i = 0; i < 100; i++) {
      queue.add(event("Normal", "n" + i));
    }
    for (int i = 0; i < 60; i++) {
      queue.add(event("Warning", "w" + i));
    }

    assertThat(rest())
        .hasSize(100)
        .contains("Warning w0", "Normal n60")
        .doesNotContain("Normal n59");
  }

  @Test
  void ofTooManyWarningsTheNewestStay() throws InterruptedException {
    for (int i = 0; i < 150; i++) {
      queue.add(event("Warning", "w" + i));
    }

    assertThat(rest()).hasSize(100).startsWith("Warning w50").endsWith("Warning w149");
  }

  @Test
  void aRepetitionOfWhatWaitsIsCounted() throws InterruptedException {
    queue.add(event("Warning", "a"));
    queue.add(event("Warning", "b"));
    queue.add(event("Warning", "a"));

    var first = queue.take().orElseThrow();
    assertThat(shown(first)).isEqualTo("Warning a");
    assertThat(first.occurrences()).isEqualTo(2);
    assertThat(queue.take().orElseThrow().occurrences()).isEqualTo(1);
  }

  @Test
  void whatIsSentAgainWaitsWhileOthersGoOn() throws InterruptedException {
    queue.add(event("Warning", "a"));
    queue.add(event("Warning", "b"));
    var failed = queue.take().orElseThrow();

    queue.retry(failed, Duration.ofSeconds(1).toNanos());

    assertThat(shown(queue.take().orElseThrow())).isEqualTo("Warning b");
    now.addAndGet(Duration.ofSeconds(1).toNanos());
    var again = queue.take().orElseThrow();
    assertThat(shown(again)).isEqualTo("Warning a");
    assertThat(again.attempts()).isEqualTo(1);
    assertThat(again.since()).isZero();
  }

  @Test
  void aPauseHoldsAllOfThemUntilItIsOverOrTheQueueIsClosed() throws Exception {
    queue.add(event("Warning", "a"));
    queue.pause(Duration.ofDays(1));
    var taken =
        CompletableFuture.supplyAsync(
            () -> {
              try {
                return queue.take();
              } catch (InterruptedException e) {
                throw new IllegalStateException(e);
              }
            });

    assertThat(taken).isNotDone();
    queue.close();

    assertThat(shown(taken.get(10, TimeUnit.SECONDS).orElseThrow())).isEqualTo("Warning a");
    assertThat(queue.take()).isEmpty();
  }

  private List<String> rest() throws InterruptedException {
    queue.close();
    var all = new ArrayList<String>();
    for (var next = queue.take(); next.isPresent(); next = queue.take()) {
      all.add(shown(next.get()));
    }
    return all;
  }

  private static String shown(QueuedEvent event) {
    return event.event().getType() + " " + event.event().getMetadata().getName();
  }

  private static Event event(String type, String name) {
    return new EventBuilder()
        .withNewMetadata()
        .withNamespace("shop")
        .withName(name)
        .endMetadata()
        .withType(type)
        .build();
  }
}
