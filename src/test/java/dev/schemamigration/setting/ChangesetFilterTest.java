package dev.schemamigration.setting;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ChangesetFilterTest {
  @ParameterizedTest
  @ValueSource(strings = {"prod", "@demo", "eu-west_1", "my test", "notable", "Andorra", "übung"})
  void namesAreContexts(String context) {
    assertThat(new ChangesetFilter(List.of("test", context), "").fault()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "", " ", " a", "a ", "a  b", "a,b", "!a", "not a", "a and b", "a OR b", "(a)", "@", "@@a",
        "a@b", "a\nb", "a\u0007"
      })
  void whatCanBeNoNameIsRefused(String context) {
    assertThat(new ChangesetFilter(List.of("test", context), "").fault())
        .contains(
            new FilterFault(
                Setting.CONTEXTS,
                context,
                "is no name of a context; write names only, each by itself: expressions stand in"
                    + " the revision files"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "a",
        "a, b",
        "my label and b",
        "not a",
        "!a and (b or not (c AND d))",
        "@a",
        "@!a",
        "!@a or b",
        "((a))",
        "a\tor b"
      })
  void expressionsAreLabels(String labels) {
    assertThat(new ChangesetFilter(List.of(), labels.replace('\t', ' ')).fault()).isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "(a or b | a parenthesis is not closed",
        "a or b) | a parenthesis is not opened",
        "() | a label is missing before \")\"",
        "a and | a label is missing at its end",
        "and a | a label is missing before \"and\"",
        "a,,b | a label is missing before \",\"",
        "!!a | it negates twice",
        "a !b | an operator is missing before \"!\"",
        "a not b | an operator is missing before \"not\"",
        "a (b) | an operator is missing before \"(\"",
        "(a) b | an operator is missing before \"b\"",
        "(a, b) | a comma stands between parentheses, write or",
        "@(a or b) | \"@\" belongs before a label",
        "user@host | \"@\" belongs before a label",
        "@ | a label is missing at its end"
      })
  void anExpressionWithASlipIsRefused(String labels, String slip) {
    assertThat(new ChangesetFilter(List.of(), labels).fault().orElseThrow().message(NAMES))
        .isEqualTo(
            "labels: \"%s\" is no label expression: %s; write labels with and, or, ! and"
                    .formatted(labels, slip)
                + " parentheses between them, such as \"a and !b\"");
  }

  @Test
  void controlCharactersAndLongTextsAreRefused() {
    assertThat(new ChangesetFilter(List.of(), "a\u0000b").fault().orElseThrow().why())
        .contains("it holds a control character");
    assertThat(new ChangesetFilter(List.of(), "a".repeat(1025)).fault().orElseThrow().why())
        .isEqualTo("is longer than 1024 characters; shorten it");
    assertThat(new ChangesetFilter(List.of("a".repeat(256)), "").fault().orElseThrow().why())
        .isEqualTo("is longer than 255 characters; shorten it");
  }

  private static final SettingNames NAMES = SettingNames.NEUTRAL;
}
