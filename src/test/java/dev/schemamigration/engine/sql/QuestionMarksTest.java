package dev.schemamigration.engine.sql;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class QuestionMarksTest {
  @ParameterizedTest
  @CsvSource(
      delimiter = '~',
      quoteCharacter = '`',
      value = {
        "doc ? 'a'~doc ?? 'a'",
        "doc ?| array['a?'] AND doc ?& array['b']~doc ??| array['a?'] AND doc ??& array['b']",
        "doc @? '$.a ? (@ > 1)'~doc @?? '$.a ? (@ > 1)'",
        "a?b~a??b",
        "\"a?\" = $x$?$x$ -- ?~\"a?\" = $x$?$x$ -- ?",
        "/* ? */ E'\\'?'~/* ? */ E'\\'?'",
        "1 = 1~1 = 1",
      })
  void anOperatorIsDoubledAndWhatIsQuotedIsNot(String sql, String doubled) {
    assertThat(QuestionMarks.doubled(sql)).isEqualTo(doubled);
  }
}
