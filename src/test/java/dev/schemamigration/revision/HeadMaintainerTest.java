package dev.schemamigration.revision;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Set;
import org.junit.jupiter.api.Test;

class HeadMaintainerTest {
  private static final RevisionGraph GRAPH =
      TextGraph.graph(
          """
          a ── b ─┬─ c1 ─┬─ m
                  └─ c2 ─┘
          x ── y(c1)
          """);

  @Test
  void aRevisionTakesThePlaceOfTheHeadsItComesAfter() {
    HeadMaintainer maintainer = new HeadMaintainer(GRAPH, Set.of("a", "b", "c1", "c2"));

    assertThat(maintainer.heads()).containsExactly("c1", "c2");
    assertThat(maintainer.apply("m")).containsExactly("c1", "c2");
    assertThat(maintainer.heads()).containsExactly("m");
    assertThat(maintainer.apply("x")).isEmpty();
    assertThat(maintainer.apply("y")).containsExactly("x");
    assertThat(maintainer.heads()).containsExactly("m", "y");
  }

  @Test
  void anUndoneRevisionGivesBackWhatNothingElseNeeds() {
    HeadMaintainer maintainer = new HeadMaintainer(GRAPH, GRAPH.ids());

    assertThat(maintainer.undo("m")).containsExactly("c2");
    assertThat(maintainer.undo("y")).containsExactlyInAnyOrder("x", "c1");
    assertThat(maintainer.heads()).containsExactly("c1", "c2", "x");
  }
}
