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
    HeadMaintainer standing = new HeadMaintainer(GRAPH, Set.of("a", "b", "c1", "c2"));

    assertThat(standing.heads()).containsExactly("c1", "c2");
    assertThat(standing.apply("m")).containsExactly("c1", "c2");
    assertThat(standing.heads()).containsExactly("m");
    assertThat(standing.apply("x")).isEmpty();
    assertThat(standing.apply("y")).containsExactly("x");
    assertThat(standing.heads()).containsExactly("m", "y");
  }

  @Test
  void anUndoneRevisionGivesBackWhatNothingElseNeeds() {
    HeadMaintainer standing = new HeadMaintainer(GRAPH, GRAPH.ids());

    assertThat(standing.undo("m")).containsExactly("c2");
    assertThat(standing.undo("y")).containsExactlyInAnyOrder("x", "c1");
    assertThat(standing.heads()).containsExactly("c1", "c2", "x");
  }
}
