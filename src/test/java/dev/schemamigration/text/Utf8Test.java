package dev.schemamigration.text;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.Random;
import org.junit.jupiter.api.Test;

class Utf8Test {
  @Test
  void aTextThatFitsStaysAsItIs() {
    assertThat(Utf8.shortened("", 3)).isEmpty();
    assertThat(Utf8.shortened("äöü", 6)).isEqualTo("äöü");
    assertThat(Utf8.shortened("a".repeat(1024), 1024)).hasSize(1024);
  }

  @Test
  void aTextIsCutBeforeTheCharacterThatDoesNotFit() {
    assertThat(Utf8.shortened("abcdefg", 6)).isEqualTo("abc…");
    assertThat(Utf8.shortened("äöüß", 7)).isEqualTo("äö…");
    assertThat(Utf8.shortened("a😀😀", 8)).isEqualTo("a😀…");
    assertThat(Utf8.shortened("a😀😀", 7)).isEqualTo("a…");
    assertThat(Utf8.beginning("世界", 5)).isEqualTo("世");
  }

  @Test
  void noTextIsLongerThanItsLimitOrHasHalfACharacter() {
    long seed = System.nanoTime();
    var random = new Random(seed);
    for (int round = 0; round < 2000; round++) {
      var text = new StringBuilder();
      int length = random.nextInt(60);
      for (int i = 0; i < length; i++) {
        text.appendCodePoint(
            switch (random.nextInt(4)) {
              case 0 -> 'a';
              case 1 -> 0xE4;
              case 2 -> 0x4E16;
              default -> 0x1F600;
            });
      }
      int limit = 3 + random.nextInt(80);

      var cut = Utf8.shortened(text.toString(), limit);

      var bytes = cut.getBytes(StandardCharsets.UTF_8);
      assertThat(bytes.length).as("seed %d, round %d", seed, round).isLessThanOrEqualTo(limit);
      assertThat(new String(bytes, StandardCharsets.UTF_8)).isEqualTo(cut);
      if (cut.length() < text.length()) {
        assertThat(cut).endsWith("…");
        assertThat(bytes.length).as("seed %d, round %d", seed, round).isGreaterThan(limit - 4);
      }
    }
  }
}
