package dev.schemamigration.plan;

import static dev.schemamigration.revision.TextGraph.graph;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.schemamigration.revision.DeclaredTarget;
import dev.schemamigration.revision.RevisionException;
import dev.schemamigration.revision.RevisionGraph;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class DeclaredPlannerTest {
  private static final RevisionGraph DIAMOND =
      graph(
          """
          a ── b ─┬─ c1[left] ──┬─ m
                  └─ c2[right] ─┘
          """);

  @Test
  void anEmptyDatabaseGoesUpToTheHeadOneLineAfterTheOther() {
    Plan plan = plan(DIAMOND, Set.of(), "head");

    assertThat(plan.direction()).isEqualTo(Direction.UPGRADE);
    assertThat(moves(plan)).containsExactly("+a", "+b", "+c2", "+c1", "+m");
    assertThat(heads(plan))
        .containsExactly(Set.of("a"), Set.of("b"), Set.of("c2"), Set.of("c1", "c2"), Set.of("m"));
  }

  @Test
  void aSettledDatabaseHasNothingToDo() {
    Plan plan = plan(DIAMOND, DIAMOND.ids(), "head");

    assertThat(plan.isEmpty()).isTrue();
    assertThat(plan.direction()).isEqualTo(Direction.NONE);
  }

  @Test
  void downToOneLegOfAMergeTheOtherLegGoesTooSinceNobodyDeclaredIt() {
    Plan plan = plan(DIAMOND, DIAMOND.ids(), "c1");

    assertThat(plan.direction()).isEqualTo(Direction.DOWNGRADE);
    assertThat(moves(plan)).containsExactly("-m", "-c2");
    assertThat(heads(plan)).containsExactly(Set.of("c1", "c2"), Set.of("c1"));
  }

  @Test
  void aBranchSwitchGoesDownToTheForkAndUpAgain() {
    Plan plan = plan(DIAMOND, Set.of("a", "b", "c1"), "c2");

    assertThat(plan.direction()).isEqualTo(Direction.DOWNGRADE);
    assertThat(moves(plan)).containsExactly("-c1", "+c2");
    assertThat(plan.downgrades()).extracting(Step::revision).containsExactly("c1");
    assertThat(plan.upgrades()).extracting(Step::revision).containsExactly("c2");
  }

  @Test
  void aLabelledTargetLeavesOtherLinesAsTheyAre() {
    RevisionGraph graph =
        graph(
            """
            a[left] ── b ── c
            x[right] ── y ── z
            """);

    assertThat(moves(plan(graph, graph.ids(), "left@a"))).containsExactly("-c", "-b");
    assertThat(moves(plan(graph, graph.ids(), "left@base"))).containsExactly("-c", "-b", "-a");
    assertThat(moves(plan(graph, graph.ids(), "left@a,right@y"))).containsExactly("-c", "-b", "-z");
    assertThat(moves(plan(graph, Set.of("x"), "left@head"))).containsExactly("+a", "+b", "+c");
  }

  @Test
  void whatDependsOnAnUndoneRevisionGoesWithIt() {
    RevisionGraph graph =
        graph(
            """
            a[left] ── b ── c
            x[right] ── y(b) ── z
            """);

    assertThat(moves(plan(graph, graph.ids(), "left@a"))).containsExactly("-c", "-z", "-y", "-b");
    assertThat(moves(plan(graph, Set.of(), "right@y"))).containsExactly("+a", "+b", "+x", "+y");
  }

  @Test
  void aSetWithHolesIsNotGuessedOver() {
    assertThatThrownBy(() -> plan(DIAMOND, Set.of("a", "c1"), "head"))
        .isInstanceOf(RevisionException.class)
        .hasMessage(
            "the database has \"c1\" applied without \"b\", which must come before; find out which"
                + " of them really ran and stamp the database accordingly");
  }

  @Test
  void anUnknownAppliedRevisionIsNamed() {
    assertThatThrownBy(() -> plan(DIAMOND, Set.of("a", "zz"), "head"))
        .hasMessage(
            "the database has revision \"zz\" applied, which this history does not know; bring the"
                + " missing files back or stamp the database with a revision that exists");
  }

  private static Plan plan(RevisionGraph graph, Set<String> applied, String target) {
    return DeclaredPlanner.plan(graph, applied, DeclaredTarget.parse(target).resolve(graph));
  }

  private static List<String> moves(Plan plan) {
    return plan.steps().stream()
        .map(step -> (step.operation() == Operation.UPGRADE ? "+" : "-") + step.revision())
        .toList();
  }

  private static List<Set<String>> heads(Plan plan) {
    return plan.steps().stream().map(Step::headsAfter).toList();
  }
}
