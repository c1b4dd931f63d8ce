package dev.schemamigration.text;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ObjectNameTest {
  @ParameterizedTest
  @CsvSource({
    "a, 63, 63",
    "a, 64, 63",
    "é, 31, 31",
    "é, 32, 31",
    "名, 21, 21",
    "名, 22, 21",
    "😀, 15, 15",
    "😀, 16, 15"
  })
  void aNameIsCutBeforeTheCharacterThatDoesNotFit(String character, int length, int kept) {
    assertThat(ObjectName.cut(character.repeat(length))).isEqualTo(character.repeat(kept));
  }
}
