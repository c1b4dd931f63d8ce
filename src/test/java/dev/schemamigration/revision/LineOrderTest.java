package dev.schemamigration.revision;

import static org.assertj.core.api.Assertions.assertThat;

import dev.schemamigration.revision.dag.LineOrder;
import dev.schemamigration.revision.dag.Reachability;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class LineOrderTest {
  private static final long SEED = Long.getLong("graph.seed", 4242);

  @Test
  void walksOneLineAfterTheOther() {
    RevisionGraph graph =
        TextGraph.graph(
            """
            a ── b ─┬─ c1 ── c2 ─┬─ m
                    └─ d1 ── d2 ─┘
            """);

    assertThat(graph.newestFirst(graph.ids()))
        .containsExactly("m", "c2", "c1", "d2", "d1", "b", "a");
    assertThat(graph.oldestFirst(graph.ids()))
        .containsExactly("a", "b", "d1", "d2", "c1", "c2", "m");
  }

  @Test
  void leavesALineWhereARevisionIsStillNeededElsewhere() {
    RevisionGraph graph =
        TextGraph.graph(
            """
            a ── b ── c
            x ── y(b) ── z
            """);

    assertThat(graph.newestFirst(graph.ids())).containsExactly("c", "z", "y", "x", "b", "a");
  }

  @Test
  void aSetWithGapsIsOrderedToo() {
    RevisionGraph graph = TextGraph.graph("a ── b ── c ── d");

    assertThat(graph.newestFirst(Set.of("a", "d", "b"))).containsExactly("d", "b", "a");
  }

  @Test
  void theQuickOrderIsTheObviousOne() {
    System.out.println("LineOrderTest: graph.seed=" + SEED);
    RandomHistory history = new RandomHistory(SEED);
    for (int round = 0; round < 300; round++) {
      RevisionGraph graph = RevisionGraph.of(history.bushy(1 + history.random().nextInt(120)));
      BitSet wanted = graph.nodes(history.reachableState(graph));
      int[] tops =
          wanted.stream()
              .filter(it -> Arrays.stream(graph.adjacency().dependents[it]).noneMatch(wanted::get))
              .toArray();

      int[] order = LineOrder.newestFirst(graph.adjacency(), graph.lineParents(), wanted, tops);

      assertThat(order).as("round %d", round).containsExactly(obvious(graph, wanted, tops));
    }
  }

  @Test
  void manyDependentsOfOneRevisionAreOrderedTheSameWay() {
    List<Revision> star = new ArrayList<>();
    star.add(new Revision("root", List.of(), List.of(), List.of(), ""));
    for (int i = 0; i < 100; i++) {
      String id = "%03d".formatted((i * 37) % 100);
      star.add(new Revision("s" + id, List.of("root"), List.of(), List.of(), ""));
      star.add(new Revision("t" + i, List.of("s" + id), List.of(), List.of(), ""));
    }
    RevisionGraph graph = RevisionGraph.of(star);
    BitSet wanted = graph.nodes(graph.ids());
    int[] tops = graph.nodes(graph.heads()).stream().toArray();

    assertThat(LineOrder.newestFirst(graph.adjacency(), graph.lineParents(), wanted, tops))
        .containsExactly(obvious(graph, wanted, tops));
  }

  /** The rule word for word: from the line at hand to the first other line that still needs it. */
  private static int[] obvious(RevisionGraph graph, BitSet wanted, int[] tops) {
    List<Integer> lines = new ArrayList<>(Arrays.stream(tops).boxed().toList());
    List<Integer> order = new ArrayList<>();
    int at = 0;
    while (!lines.isEmpty()) {
      int node = lines.get(at);
      int needing = -1;
      for (int other = 0; other < lines.size() && needing < 0; other++) {
        boolean needs =
            other != at && Reachability.from(lines.get(other), graph.adjacency().parents).get(node);
        needing = needs ? other : -1;
      }
      if (needing >= 0) {
        at = needing;
        continue;
      }
      order.add(node);
      List<Integer> ways = new ArrayList<>();
      for (int parent : graph.lineParents()[node]) {
        if (wanted.get(parent) && !order.contains(parent) && !lines.contains(parent)) {
          ways.add(parent);
        }
      }
      if (ways.isEmpty()) {
        lines.remove(at);
        at = Math.max(0, at - 1);
      } else {
        lines.set(at, ways.removeFirst());
        lines.addAll(ways);
      }
    }
    return order.stream().mapToInt(Integer::intValue).toArray();
  }
}
