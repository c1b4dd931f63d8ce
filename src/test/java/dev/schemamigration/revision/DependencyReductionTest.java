package dev.schemamigration.revision;

import static org.assertj.core.api.Assertions.assertThat;

import dev.schemamigration.revision.dag.Reachability;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;
import org.junit.jupiter.api.Test;

class DependencyReductionTest {
  private static final long SEED = Long.getLong("graph.seed", 4242);

  @Test
  void aDependencyThatTheLineBelowDeclaresAlreadyIsLeftOut() {
    RevisionGraph graph =
        TextGraph.graph(
            """
            a ── b(x) ── c(x,y)
            x
            y
            """);

    assertThat(graph.lineParents()[graph.node("b")]).containsExactly(nodes(graph, "a", "x"));
    assertThat(graph.lineParents()[graph.node("c")]).containsExactly(nodes(graph, "b", "y"));
    assertThat(graph.parentsOf("c")).containsExactly("b", "x", "y");
  }

  @Test
  void moreThanSixtyFourSharedDependenciesAreFollowedAlike() {
    System.out.println("DependencyReductionTest: graph.seed=" + SEED);
    RandomHistory history = new RandomHistory(SEED);
    List<Revision> revisions = new ArrayList<>();
    for (int i = 0; i < 400; i++) {
      List<String> parents =
          i < 150 ? List.of() : List.of("r" + (i - 1 - history.random().nextInt(5)));
      List<String> needs =
          i < 150
              ? List.of()
              : List.of("r" + history.random().nextInt(140), "r" + history.random().nextInt(140));
      revisions.add(new Revision("r" + i, parents, List.of(), needs, ""));
    }
    RevisionGraph graph = RevisionGraph.of(revisions);

    for (int node = 0; node < revisions.size(); node++) {
      assertThat(graph.lineParents()[node]).as("r%d", node).containsExactly(obvious(graph, node));
    }
  }

  private static int[] obvious(RevisionGraph graph, int node) {
    BitSet below = Reachability.from(node, graph.adjacency().downs);
    below.clear(node);
    List<Integer> kept = new ArrayList<>();
    for (int parent : graph.adjacency().parents[node]) {
      boolean repeated =
          below.stream()
              .anyMatch(
                  it ->
                      Arrays.stream(graph.adjacency().dependencies[it]).anyMatch(d -> d == parent));
      boolean down = Arrays.stream(graph.adjacency().downs[node]).anyMatch(d -> d == parent);
      if (down || !repeated) {
        kept.add(parent);
      }
    }
    return kept.stream().mapToInt(Integer::intValue).toArray();
  }

  private static int[] nodes(RevisionGraph graph, String... ids) {
    return Arrays.stream(ids).mapToInt(graph::node).toArray();
  }
}
