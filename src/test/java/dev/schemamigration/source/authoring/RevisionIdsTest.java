package dev.schemamigration.source.authoring;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RevisionIdsTest {
  private static final long SEED = 42;

  private static String next(List<String> existing) {
    return new RevisionIds(new Random(SEED)).next(existing);
  }

  @ParameterizedTest
  @CsvSource({
    "001;002, 003",
    "1;2;9, 10",
    "9;10, 11",
    "098;099, 100",
    "999, 1000",
    "0007, 0008",
    "003;001, 004"
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
    assertThat(next(List.of("20251231125000"))).matches("[0-9a-f]{12}");
  }

  @Test
  void anIdThatIsTakenIsNotGivenAgain() {
    var first = next(List.of("x"));

    assertThat(next(List.of("x", first))).matches("[0-9a-f]{12}").isNotEqualTo(first);
  }
}
