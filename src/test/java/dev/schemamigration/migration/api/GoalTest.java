package dev.schemamigration.migration.api;

import static org.assertj.core.api.Assertions.assertThat;

import dev.schemamigration.source.SourceFiles;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class GoalTest {
  @ParameterizedTest
  @ValueSource(strings = {"head", "heads", "001", "shop@head", "shop@base", "base,001", ""})
  void aSourceWithoutRevisionsServesNoTargetButBase(String target) {
    var empty = SourceFiles.files().read();

    assertThat(new Goal.Declared(target).faultOf(empty)).isPresent();
    assertThat(new Goal.Upgrade(target).faultOf(empty)).isPresent();
    assertThat(new Goal.Downgrade(target).faultOf(empty)).isPresent();
  }

  @Test
  void aCountFromTheCurrentStateIsNotBase() {
    assertThat(new Goal.Downgrade("-1").faultOf(SourceFiles.files().read())).isPresent();
  }

  @Test
  void baseWrittenOutNeedsNoRevisions() {
    var empty = SourceFiles.files().read();

    assertThat(new Goal.Declared("base").faultOf(empty)).isEmpty();
    assertThat(new Goal.Declared(" base ").faultOf(empty)).isEmpty();
    assertThat(new Goal.Downgrade("base").faultOf(empty)).isEmpty();
  }

  @Test
  void aSourceWithRevisionsServesEveryTarget() {
    var source = SourceFiles.files().with("1_a.sql", "SELECT 1;\n").read();

    assertThat(new Goal.Declared("head").faultOf(source)).isEmpty();
  }
}
