package dev.schemamigration.app;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class MainTest {
  @Test
  void onlyItsNameStartsTheOperator() {
    assertThat(Main.startsOperator("operator")).isTrue();
  }

  @Test
  void noArgumentsStartNoOperator() {
    assertThat(Main.startsOperator()).isFalse();
    assertThat(Main.startsOperator("")).isFalse();
    assertThat(Main.startsOperator("operator", "--help")).isFalse();
  }
}
