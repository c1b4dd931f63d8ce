package dev.schemamigration.text;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import java.util.function.IntPredicate;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PrintableTest {
  /** What a terminal or a reader of a line acts on. */
  private static final IntPredicate STEERS =
      it ->
          it < 0x20
              || it >= 0x7f && it <= 0x9f
              || it >= 0x202a && it <= 0x202e
              || it >= 0x2066 && it <= 0x2069
              || it == 0x2028
              || it == 0x2029
              || it >= 0xd800 && it <= 0xdfff;

  private final long seed = new Random().nextLong();
  private final Random random = new Random(seed);

  @ParameterizedTest
  @CsvSource(
      ignoreLeadingAndTrailingWhitespace = false,
      value = {
        "27,\\x1b",
        "0,\\x00",
        "7,\\x07",
        "127,\\x7f",
        "133,\\x85",
        "155,\\x9b",
        "13,\\x0d",
        "8238,\\u202e",
        "8294,\\u2066",
        "8232,\\u2028",
        "8233,\\u2029",
        "8207,\\u200f",
        "55357,\\ud83d",
        "56832,\\ude00"
      })
  void whatSteersATerminalBecomesVisible(int character, String shown) {
    var text = "a" + (char) character + "b";

    assertThat(Printable.text(text)).isEqualTo("a" + shown + "b");
    assertThat(Printable.line(text)).isEqualTo("a" + shown + "b");
  }

  @Test
  void lineBreaksStayInATextAndNotInALine() {
    assertThat(Printable.text("a\n\tb\r\nc")).isEqualTo("a\n\tb\r\nc");
    assertThat(Printable.line("a\n\tb\r\nc")).isEqualTo("a\\x0a\\x09b\\x0d\\x0ac");
  }

  @Test
  void lettersOfAllLanguagesAndEmojiStay() {
    for (var text : new String[] {"", "Größe → 5 €", "می‌خواهم", "👩‍🚀 \uD83D\uDE00", "\\x1b"}) {
      assertThat(Printable.text(text)).isSameAs(text);
      assertThat(Printable.line(text)).isSameAs(text);
    }
  }

  @Test
  void noTextKeepsWhatSteersATerminal() {
    for (int i = 0; i < 5_000; i++) {
      var text = randomText();
      var shown = Printable.text(text);

      assertThat(shown.codePoints().filter(it -> it != '\n' && it != '\t' && it != '\r'))
          .as("seed %d, text %d", seed, i)
          .noneMatch(STEERS::test);
      assertThat(shown.replace("\r\n", "")).doesNotContain("\r");
      assertThat(Printable.line(text).codePoints()).noneMatch(STEERS::test);
      assertThat(Printable.text(shown)).isEqualTo(shown);
    }
  }

  private String randomText() {
    var text = new StringBuilder();
    for (int length = random.nextInt(12); length > 0; length--) {
      text.append(
          (char)
              switch (random.nextInt(5)) {
                case 0 -> random.nextInt(0x100);
                case 1 -> 0x2000 + random.nextInt(0x70);
                case 2 -> 0xd800 + random.nextInt(0x800);
                case 3 -> "\r\n\t\u001b".charAt(random.nextInt(4));
                default -> random.nextInt(0x10000);
              });
    }
    return text.toString();
  }
}
