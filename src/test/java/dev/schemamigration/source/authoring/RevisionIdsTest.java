package dev.schemamigration.source.authoring;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RevisionIdsTest {
  private static final long SEED = 42;
  private static final Instant NOON = Instant.parse("2026-01-02T12:00:00Z");

  private static String next(List<String> existing) {
    return next(existing, Set.of());
  }

  private static String next(List<String> existing, Set<String> labels) {
    var taken = new HashSet<>(existing);
    taken.addAll(labels);
    return new RevisionIds(Clock.fixed(NOON, ZoneOffset.UTC), new Random(SEED))
        .next(existing, taken);
  }

  @ParameterizedTest
  @CsvSource({
    "001;002, 003",
    "1;2;9, 10",
    "9;10, 11",
    "098;099, 100",
    "999, 1000",
    "0007, 0008",
    "003;001, 004",
    "V1;V2, V3",
    "V09;V10, V11",
    "ab7, ab8"
  })
  void aHistoryThatCountsGoesOnCounting(String existing, String next) {
    assertThat(next(Arrays.asList(existing.split(";")))).isEqualTo(next);
  }

  @Test
  void theFirstIdIsOneWithTwoZeros() {
    assertThat(next(List.of())).isEqualTo("001");
  }

  @Test
  void anyOtherHistoryGetsTwelveHexadecimalDigits() {
    assertThat(next(List.of("ae1027a6acf", "001"))).matches("[0-9a-f]{12}");
    assertThat(next(List.of("V1", "U2"))).matches("[0-9a-f]{12}");
    assertThat(next(List.of("abc123456789"))).matches("[0-9a-f]{12}");
    assertThat(next(List.of("1234567890"))).matches("[0-9a-f]{12}");
  }

  @Test
  void aHistoryOfTimesGetsTheTime() {
    assertThat(next(List.of("20240101000000", "20251231125000"))).isEqualTo("20260102120000");
    assertThat(next(List.of("20991231235959"))).isEqualTo("20991231235960");
  }

  @Test
  void aNumberThatIsALabelIsNotTaken() {
    assertThat(next(List.of("001"), Set.of("002"))).matches("[0-9a-f]{12}");
  }

  @Test
  void anIdThatIsTakenIsNotGivenAgain() {
    var first = next(List.of("x"));

    assertThat(next(List.of("x", first))).matches("[0-9a-f]{12}").isNotEqualTo(first);
  }
}
