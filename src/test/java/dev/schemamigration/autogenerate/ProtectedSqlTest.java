package dev.schemamigration.autogenerate;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ProtectedSqlTest {
  @ParameterizedTest
  @ValueSource(
      strings = {
        "SELECT 'a;b', \"x''y\", $$ body; $$",
        "COMMENT ON TABLE a IS 'two\nlines'",
        "CREATE FUNCTION f() AS $$\nBEGIN\n  -- a comment\n\nEND\n$$",
        "SELECT E'a\\nb'"
      })
  void whatNoReaderCanMistakeStays(String sql) {
    assertThat(ProtectedSql.of(sql, false)).isEqualTo(sql);
  }

  @Test
  void directivesParametersAndLineEndsAreEscaped() {
    assertThat(ProtectedSql.of("COMMENT ON TABLE a IS 'it''s\n--rollback x\\y'", false))
        .isEqualTo("COMMENT ON TABLE a IS E'it''s\\n--rollback x\\\\y'");
    assertThat(ProtectedSql.of("SELECT '${a}', E'\\t${b}'", false))
        .isEqualTo("SELECT E'\\u0024{a}', E'\\t\\u0024{b}'");
    assertThat(ProtectedSql.of("DROP TABLE \"a\"\"\\\n--changeset x:y\"", false))
        .isEqualTo("DROP TABLE U&\"a\"\"\\\\\\000a--changeset x:y\"");
    assertThat(ProtectedSql.of("SELECT 'a\r\nb', 'blank \nend'", false))
        .isEqualTo("SELECT E'a\\u000d\\nb', E'blank \\nend'");
    assertThat(ProtectedSql.of("DO $x$ a'\\\n/* liquibase rollback\n$x$", false))
        .isEqualTo("DO E' a''\\\\\\n/* liquibase rollback\\n'");
  }

  @Test
  void anEmptyLineInARollbackIsEscaped() {
    assertThat(ProtectedSql.of("DO $$ a\n\nb $$", true)).isEqualTo("DO E' a\\n\\nb '");
  }
}
