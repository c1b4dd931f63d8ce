package dev.schemamigration.migration.readiness;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class RevisionWaitTest {
  private static final Readiness READY = new Readiness.Ready(List.of("2"), "3");

  private final List<String> told = new ArrayList<>();
  private long now;
  private int looks;

  @Test
  void whatIsWaitedForIsToldWheneverItChanges() {
    var found = waiting(60, Stream.of(not("a"), not("a"), not("b"), not("a"), READY));

    assertThat(found).isEqualTo(READY);
    assertThat(told).containsExactly("a", "b", "a");
    assertThat(now).isEqualTo(Duration.ofSeconds(8).toNanos());
  }

  @Test
  void theTimeIsOverAfterOneLastLook() {
    var found = waiting(5, Stream.generate(() -> not("a")));

    assertThat(found).isEqualTo(not("a"));
    assertThat(now).isEqualTo(Duration.ofSeconds(5).toNanos());
    assertThat(looks).isEqualTo(4);
  }

  @Test
  void withoutALimitItWaitsOn() {
    assertThat(
            waiting(0, Stream.concat(Stream.generate(() -> not("a")).limit(9), Stream.of(READY))))
        .isEqualTo(READY);
    assertThat(now).isEqualTo(Duration.ofSeconds(18).toNanos());
  }

  @Test
  void whoIsInterruptedWaitsNoMore() {
    var wait = new RevisionWait(() -> now, it -> false, Duration.ZERO, Duration.ofSeconds(2));

    assertThat(wait.until(() -> not("a"), told::add)).isEqualTo(not("a"));
  }

  private Readiness waiting(int seconds, Stream<Readiness> answers) {
    Iterator<Readiness> next = answers.iterator();
    var wait =
        new RevisionWait(
            () -> now,
            it -> {
              now += it.toNanos();
              return true;
            },
            Duration.ofSeconds(seconds),
            Duration.ofSeconds(2));
    return wait.until(
        () -> {
          looks++;
          return next.next();
        },
        told::add);
  }

  private static Readiness not(String why) {
    return new Readiness.NotYet(why);
  }
}
