package dev.schemamigration.revision;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class TextGraphTest {
  @Test
  void readsForksAndMerges() {
    var graph =
        TextGraph.graph(
            """
            a ── b ─┬─ c1 ─┬─ m
                    └─ c2 ─┘
            """);

    assertThat(graph.ids()).containsExactly("a", "b", "c1", "c2", "m");
    assertThat(graph.parentsOf("b")).containsExactly("a");
    assertThat(graph.parentsOf("c2")).containsExactly("b");
    assertThat(graph.parentsOf("m")).containsExactly("c1", "c2");
    assertThat(graph.heads()).containsExactly("m");
  }

  @Test
  void readsLabelsDependenciesAndSeveralBases() {
    var graph =
        TextGraph.graph(
            """
            a[core] ── b ─┬─ c(y)
                          ├─ d
                          │
                          └─ e[v2,old]
            x ── y
            """);

    assertThat(graph.get("a").branchLabels()).containsExactly("core");
    assertThat(graph.get("e").branchLabels()).containsExactly("v2", "old");
    assertThat(graph.childrenOf("b")).containsExactly("c", "d", "e");
    assertThat(graph.parentsOf("c")).containsExactly("b", "y");
    assertThat(graph.bases()).containsExactly("a", "x");
    assertThat(graph.heads()).containsExactly("c", "d", "e", "y");
    assertThat(graph.topHeads()).containsExactly("c", "d", "e");
  }
}
