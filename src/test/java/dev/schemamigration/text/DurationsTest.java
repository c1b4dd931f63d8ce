package dev.schemamigration.text;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class DurationsTest {
  @ParameterizedTest
  @CsvSource({"500ms, PT0.5S", "10s, PT10S", "1h30m, PT1H30M", "0s, PT0S", "8760h, PT8760H"})
  void aDurationIsReadAsKubernetesWritesIt(String text, Duration duration) {
    assertThat(Durations.parse(text)).contains(duration);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "5", "1d", "-1s", "1.5s", "8760h1ms", "999999999h", "1234567890s"})
  void whatIsNoDurationOrTooLongIsNotRead(String text) {
    assertThat(Durations.parse(text)).isEmpty();
  }

  @Test
  void manyLongPartsDoNotOverflow() {
    assertThat(Durations.parse("999999999h".repeat(10_000))).isEmpty();
  }

  @Test
  void theLongestCanBeCountedInNanosecondsAndARunsInMilliseconds() {
    assertThat(Durations.LONGEST.toNanos()).isPositive();
    assertThat(Durations.LONGEST_OF_A_RUN.toMillis()).isLessThanOrEqualTo(Integer.MAX_VALUE);
  }
}
