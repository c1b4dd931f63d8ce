package dev.schemamigration.text;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class EditDistanceTest {
  @ParameterizedTest
  @CsvSource({
    "orders, orders, 0",
    "orders, order, 1",
    "orders, borders, 1",
    "orders, orderz, 1",
    "orders, odrers, 1",
    "orders, rodesr, 2",
    "'', abc, 3"
  })
  void aSwapOfNeighboursCountsAsOneLetter(String left, String right, int distance) {
    assertThat(EditDistance.between(left, right)).isEqualTo(distance);
    assertThat(EditDistance.between(right, left)).isEqualTo(distance);
  }

  @ParameterizedTest
  @CsvSource({
    "abc, abc, true",
    "abc, acb, true",
    "abc, ab, true",
    "abc, abcd, true",
    "abc, cba, false",
    "abc, abcde, false",
    "ab, abc, false",
    "ab, ab, false"
  })
  void aWordIsCloseWhenOneLetterIsWrongAndItHasThree(String text, String name, boolean close) {
    assertThat(EditDistance.isClose(text, name)).isEqualTo(close);
  }
}
