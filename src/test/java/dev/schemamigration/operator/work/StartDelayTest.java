package dev.schemamigration.operator.work;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The clock may stand anywhere, also where it overflows. */
class StartDelayTest {
  private static final long MILLISECOND = Duration.ofMillis(1).toNanos();

  private final StartDelay delay = new StartDelay();

  @ParameterizedTest
  @ValueSource(longs = {0, 12_345, -70_000_000, Long.MAX_VALUE - 20_000_000})
  void withoutAChangeNothingIsDelayed(long start) {
    assertThat(delay.left(start)).isZero();
  }

  @ParameterizedTest
  @ValueSource(longs = {0, 12_345, -70_000_000, Long.MAX_VALUE - 20_000_000})
  void oneChangeDelaysForAMoment(long start) {
    delay.change(start);

    assertThat(delay.left(start)).isEqualTo(StartDelay.QUIET.toNanos());
    assertThat(delay.left(start + StartDelay.QUIET.toNanos())).isZero();
  }

  @ParameterizedTest
  @ValueSource(longs = {0, 12_345, -70_000_000, Long.MAX_VALUE - 20_000_000})
  void changesThatFollowEachOtherDelayForASecondAndNoLonger(long start) {
    long now = start;
    for (; now - start < StartDelay.LONGEST.toNanos(); now += 10 * MILLISECOND) {
      delay.change(now);
      assertThat(delay.left(now)).isPositive();
    }

    assertThat(delay.left(now)).isNotPositive();
  }

  @ParameterizedTest
  @ValueSource(longs = {0, 12_345, -70_000_000, Long.MAX_VALUE - 20_000_000})
  void whoeverChangesThingsAllTheTimeTakesAFifthOfIt(long start) {
    long delayed = 0;
    long minute = Duration.ofMinutes(1).toNanos();
    for (long passed = 0; passed < minute; passed += 10 * MILLISECOND) {
      delay.change(start + passed);
      if (delay.left(start + passed) > 0) {
        delayed += 10 * MILLISECOND;
      }
    }

    assertThat(delayed).isBetween(minute / 10, minute / 5 + minute / 100);
  }
}
