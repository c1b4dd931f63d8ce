package dev.schemamigration.engine.sql;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class DelimiterTest {
  @ParameterizedTest
  @CsvSource({
    "GO, GO, false",
    "\\nGO, GO, true",
    "\\r\\nGO, GO, true",
    "/, /, true",
    "'\\n/$', /, true",
    "^GO$, GO, true",
    "@@, @@, false",
    "^^, ^^, false",
    "$$, $$, false",
    "\\|\\|, ||, false",
    "\\/, /, true",
    "//, //, false",
    ";;, ;;, false",
  })
  void theUsualSpellingsAreUnderstood(String spelling, String text, boolean alone) {
    assertThat(Delimiter.of(spelling)).contains(new Delimiter(text, alone));
  }

  @ParameterizedTest
  @ValueSource(strings = {";", "", "\\n", " ; ", ";\\s*"})
  void theSemicolonIsADelimiterAnyway(String spelling) {
    assertThat(Delimiter.of(spelling)).contains(Delimiter.NONE);
  }

  @ParameterizedTest
  @ValueSource(strings = {"(a+)+$", "[;/]", "a*", "GO|/.*", "\\d", "x{2}", "(?i)go", "\\"})
  void aPatternIsNoDelimiter(String spelling) {
    assertThat(Delimiter.of(spelling)).isEmpty();
  }

  @Test
  void aVeryLongOneIsNone() {
    assertThat(Delimiter.of("\\n".repeat(10_000) + "GO")).isEmpty();
  }

  @Test
  void aWordCutsAsAWordAndInAnyCase() {
    assertThat(cut("SELECT 'GO', ergo, go_1\ngo\nSELECT 2 GO", "GO"))
        .containsExactly("SELECT 'GO', ergo, go_1", "SELECT 2");
  }

  @Test
  void nothingCutsInsideParentheses() {
    assertThat(cut("CREATE TABLE t (go int)\nGO\nSELECT 1", "GO"))
        .containsExactly("CREATE TABLE t (go int)", "SELECT 1");
  }

  @Test
  void aSlashCutsOnlyOnALineOfItsOwn() {
    assertThat(cut("SELECT 4 / 2 /* / */\n / \nSELECT 1\n/", "/"))
        .containsExactly("SELECT 4 / 2 /* / */", "SELECT 1");
  }

  @Test
  void theSemicolonCutsToo() {
    assertThat(cut("SELECT 1; SELECT 2 @@ SELECT $$ @@ ; $$", "@@"))
        .containsExactly("SELECT 1", "SELECT 2", "SELECT $$ @@ ; $$");
  }

  @Test
  void linesOfDelimitersTakeLinearTime() {
    var sql = "@".repeat(2_000_000);

    assertThat(ScriptSplitter.split(sql, new Delimiter("@", true))).hasSize(1);
    assertThat(ScriptSplitter.split(sql, new Delimiter("@", false))).isEmpty();
  }

  private static List<String> cut(String sql, String delimiter) {
    return ScriptSplitter.split(sql, Delimiter.of(delimiter).orElseThrow()).stream()
        .map(ScriptStatement::text)
        .toList();
  }
}
