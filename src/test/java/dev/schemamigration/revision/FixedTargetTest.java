package dev.schemamigration.revision;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FixedTargetTest {
  private static final RevisionGraph GRAPH =
      TextGraph.graph(
          """
          aaaa1 ── aaaa2 ─┬─ bbbb1[left] ── bbbb2
                          └─ cccc1[right] ─ cccc2
          """);

  @ParameterizedTest
  @ValueSource(
      strings = {
        "base",
        "left@base",
        "aaaa2",
        "bbbb1",
        "cccc2-1",
        "aaaa2-1",
        "left@bbbb2",
        "left@aaaa2"
      })
  void aRevisionByItsIdAndBaseAreFixed(String target) {
    assertThat(FixedTarget.is(GRAPH, target)).isTrue();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "head", "heads", "left", "lef", "right@head", "left@heads", "aaaa1@head", "head-1",
        "left-1", "right@cccc", "aaaa1+1", "base+2", "left@aaaa2+1", "aaaa", "other", "other@aaaa1"
      })
  void whatFollowsTheFilesIsNot(String target) {
    assertThat(FixedTarget.is(GRAPH, target)).isFalse();
  }
}
