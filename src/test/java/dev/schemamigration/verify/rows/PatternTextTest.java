package dev.schemamigration.verify.rows;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.regex.Pattern;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PatternTextTest {
  @ParameterizedTest
  @ValueSource(
      strings = {
        "^[A-Z]{3}-[0-9]{4}$",
        "^\\d{5}(-\\d{4})?$",
        "^[a-z0-9]+(?:-[a-z0-9]+)*$",
        "^(GET|POST|PUT)$",
        "^[^@\\s]+@[^@\\s]+\\.[a-z]{2,}$",
        "^\\+[1-9]\\d{1,14}$",
        "^#[0-9a-fA-F]{6}$",
        "^v[0-9]+\\.[0-9]+\\.[0-9]+$",
        "^(?:[0-9]{1,3}\\.){3}[0-9]{1,3}$",
        "^[]a]b$",
        "^[a\\-z]x*$",
        "colou?r",
        "^((a|b)c){2,3}|d$",
        "^$",
        ".*"
      })
  void aTextMatchesItsExpressionAndDiffersByNumber(String regex) {
    var java = regex.equals("^[]a]b$") ? "^[\\]a]b$" : regex;
    var texts =
        IntStream.range(1000, 1010)
            .mapToObj(it -> PatternText.ofRegex(regex, it).orElseThrow())
            .toList();

    assertThat(texts).allMatch(it -> Pattern.compile(java).matcher(it).find());
    if (regex.contains("[") && !regex.contains("[]a]") && !regex.contains("\\-z")) {
      assertThat(texts).doesNotHaveDuplicates();
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"(?=a)b", "a(", "[a", "*", "a{", "a{x}", "\\", "[[:cntrl:]]", "a{400}"})
  void whatIsNotUnderstoodIsNoText(String regex) {
    assertThat(PatternText.ofRegex(regex, 1)).isEmpty();
  }

  @Test
  void bracketClassesHaveNames() {
    assertThat(PatternText.ofRegex("^[[:upper:]][[:digit:]]$", 27)).contains("B1");
  }

  @Test
  void aPatternOfLikeIsFilled() {
    assertThat(PatternText.ofLike("%_@_%.__%", 7)).isEqualTo("7a@a7.aa7");
    assertThat(PatternText.ofLike("100\\%", 7)).isEqualTo("100%");
  }
}
