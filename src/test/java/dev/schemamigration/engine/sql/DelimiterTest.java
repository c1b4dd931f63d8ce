package dev.schemamigration.engine.sql;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
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
  @Timeout(30)
  void manySeparatorsAreReadInLinearTime() {
    var sql = "SELECT 1\n" + "/\n".repeat(400_000) + "x";
    assertThat(ScriptSplitter.split(sql, Delimiter.LINES)).hasSize(1);
  }

  @Test
  void aWordCutsAsAWordAndInAnyCase() {
    assertThat(cut("SELECT 'GO', ergo, go_1\ngo\nSELECT 2 GO", "GO"))
        .containsExactly("SELECT 'GO', ergo, go_1", "SELECT 2");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "CREATE TABLE a ();\\n/\\nCREATE TABLE b ();\\n/\\n|CREATE TABLE a ()|CREATE TABLE b ()",
        "CREATE TABLE a ()\\nGO\\nCREATE TABLE b ()\\n go \\r\\n|CREATE TABLE a ()|CREATE TABLE b ()",
        "GO\\n/\\nCREATE TABLE a ()\\n/\\nGo\\n-- more\\nDROP TABLE a|CREATE TABLE a ()|-- more\\nDROP"
            + " TABLE a",
        "SELECT 4\\n/\\n2|SELECT 4\\n/\\n2|",
        "SELECT 4\\n/ 2\\n|SELECT 4\\n/ 2|",
        "SELECT a AS\\ngo\\nFROM t|SELECT a AS\\ngo\\nFROM t|",
        "SELECT (1\\n/\\n1)|SELECT (1\\n/\\n1)|",
        "SELECT '\\nGO\\n'|SELECT '\\nGO\\n'|",
        "/* \\nGO\\n*/ SELECT 1|/* \\nGO\\n*/ SELECT 1|",
        "CREATE TABLE go (go int)|CREATE TABLE go (go int)|",
      })
  void linesOfTheirOwnCutWhereNoDelimiterIsNamed(String sql, String first, String second) {
    assertThat(
            ScriptSplitter.split(breaks(sql), Delimiter.LINES).stream()
                .map(ScriptStatement::text)
                .toList())
        .isEqualTo(
            second == null ? List.of(breaks(first)) : List.of(breaks(first), breaks(second)));
    assertThat(ScriptSplitter.split("GO\n", Delimiter.LINES)).isEmpty();
  }

  private static String breaks(String text) {
    return text.replace("\\n", "\n").replace("\\r", "\r");
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
