package dev.schemamigration.plan;

import static dev.schemamigration.revision.TextGraph.graph;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.schemamigration.revision.RevisionGraph;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class StampPlannerTest {
  private static final RevisionGraph FORK =
      graph(
          """
          a ── b ─┬─ c1[left] ── d1
                  └─ c2[right] ─ d2
          x[log] ── y
          """);

  @Test
  void aStampTakesThePlaceOfTheHeadsOnItsLine() {
    assertThat(heads(List.of("d1", "y"), "b")).containsExactly("b", "y");
    assertThat(heads(List.of("b", "y"), "d1")).containsExactly("d1", "y");
    assertThat(heads(List.of("d1", "d2"), "b")).containsExactly("b");
  }

  @Test
  void aStampOfAnotherLineIsAdded() {
    assertThat(heads(List.of("d1"), "d2")).containsExactly("d1", "d2");
    assertThat(heads(List.of(), "x")).containsExactly("x");
  }

  @Test
  void allThatComesBeforeIsRecordedToo() {
    assertThat(StampPlanner.stamp(FORK, List.of(), List.of("c1"), false))
        .containsExactlyInAnyOrder("a", "b", "c1");
  }

  @Test
  void baseForgetsEverythingOrItsBranch() {
    assertThat(heads(List.of("d1", "y"), "base")).isEmpty();
    assertThat(heads(List.of("d1", "y"), "log@base")).containsExactly("d1");
  }

  @Test
  void purgeForgetsWhatTheTableHeldEvenIfNobodyKnowsIt() {
    assertThat(
            FORK.headsOf(StampPlanner.stamp(FORK, List.of("deadbeef", "y"), List.of("d1"), true)))
        .containsExactly("d1");
    assertThatThrownBy(() -> heads(List.of("deadbeef"), "d1"))
        .hasMessage(
            "the database has revision \"deadbeef\" applied, which this history does not know;"
                + " bring the missing files back or stamp the database with a revision that exists");
  }

  @Test
  void severalStampsBehindTheCurrentHeadAreAllRecorded() {
    RevisionGraph diamond =
        graph(
            """
            a ─┬─ b ─┬─ m
               └─ c ─┘
            """);

    assertThat(diamond.headsOf(StampPlanner.stamp(diamond, List.of("m"), List.of("b", "c"), false)))
        .containsExactly("b", "c");
  }

  @Test
  void namingWhatAnotherTargetContainsChangesNothing() {
    assertThat(heads(List.of("y"), "d1", "a", "d1")).containsExactly("d1", "y");
  }

  @Test
  void aHeadThatIsStampedAgainStays() {
    assertThat(heads(List.of("d1", "y"), "heads")).containsExactly("d1", "d2", "y");
  }

  @Test
  void stepsAreNotCounted() {
    assertThatThrownBy(() -> heads(List.of("b"), "+1"))
        .hasMessage(
            "no revision or branch label is called \"+1\"; list the revisions with \"history\"");
  }

  private static Set<String> heads(List<String> standing, String... targets) {
    return FORK.headsOf(StampPlanner.stamp(FORK, standing, List.of(targets), false));
  }
}
