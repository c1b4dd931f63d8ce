package dev.schemamigration.engine.offline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PsqlTextTest {
  @Test
  void aVariableOfPsqlIsNoneInAScript() {
    assertThat(PsqlText.of("SELECT a[1:n], x::int, f(b := 1), c[:'d'], c[:\"e\"], c[:{?f}]"))
        .containsExactly("SELECT a[1\\:n], x::int, f(b := 1), c[\\:'d'], c[\\:\"e\"], c[\\:{?f}];");
    assertThat(PsqlText.of("SELECT x:::n")).containsExactly("SELECT x::\\:n;");
  }

  @Test
  void whatIsQuotedStaysAsItIs() {
    var sql = "SELECT ':x', \":y\", $$:z; \\d$$, E'a' /* :x; \\d */ -- :y";

    assertThat(PsqlText.of(sql)).containsExactly(sql + "\n;");
  }

  @Test
  void aSemicolonInsideOfAStatementDoesNotEndIt() {
    assertThat(PsqlText.of("CREATE RULE r AS ON INSERT TO t DO (SELECT 1; SELECT 2)"))
        .containsExactly("CREATE RULE r AS ON INSERT TO t DO (SELECT 1\\; SELECT 2);");
    assertThat(PsqlText.of("CREATE FUNCTION f() RETURNS int BEGIN ATOMIC SELECT 1; SELECT 2; END"))
        .containsExactly(
            "CREATE FUNCTION f() RETURNS int BEGIN ATOMIC SELECT 1\\; SELECT 2\\; END\n\\g");
  }

  @Test
  void aStatementThatPsqlWouldNotTakeForCompleteIsSentAllTheSame() {
    assertThat(PsqlText.of("SELECT (1")).containsExactly("SELECT (1\n\\g");
    assertThat(PsqlText.of("SELECT 1)")).containsExactly("SELECT 1)\n\\g");
  }

  @Test
  void theSettingsOfTheLexerAreRestoredBeforeWhatDependsOnThem() {
    var lexing =
        new String[] {"SET standard_conforming_strings TO on;", "SET client_encoding TO 'UTF8';"};

    assertThat(PsqlText.of("SELECT 'a\\'")).startsWith(lexing).endsWith("SELECT 'a\\';");
    assertThat(PsqlText.of("SELECT 'ä'")).startsWith(lexing).endsWith("SELECT 'ä';");
    assertThat(PsqlText.of("SELECT $$\\$$")).containsExactly("SELECT $$\\$$;");
  }

  @Test
  void aCommandOfPsqlIsNoStatement() {
    assertThatThrownBy(() -> PsqlText.of("SELECT 1 \\! id"))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> PsqlText.of("SELECT 'open"))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "SELECT 1a$x$ , '$x$ \\! id '",
        "SELECT $1x$y$ , '$y$ \\! id '",
        "SELECT 1.5e$x$ , '$x$ \\! id '",
        "SELECT 1e'a\\' \\! id '",
        "SELECT 1.e'a\\' \\! id '",
        "SELECT 1xe'a\\'' \\! id'",
        "SELECT 0xe'a\\'' \\! id'"
      })
  void aNumberWithANameAtItsEndIsNotLeftToTheVersionOfPsql(String sql) {
    assertThatThrownBy(() -> PsqlText.of(sql)).isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void numbersOfEveryFormAreNumbers() {
    var sql = "SELECT 1e5, 1.5E+3, 1_000, 0xFF, .5, 1., $1, a1$b, x.e1, 'a'";

    assertThat(PsqlText.of(sql)).containsExactly(sql + ";");
  }
}
