package dev.schemamigration.revision;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class HistoryListingTest {
  private static final RevisionGraph GRAPH =
      TextGraph.graph(
          """
          a[core] ── b ─┬─ c1[v2] ─┬─ m
                        └─ c2 ─────┘
          x[log] ── y(b) ── z
          """);

  private final HistoryListing listing = new HistoryListing(GRAPH);

  @Test
  void historyListsOneLineAfterTheOther() {
    assertThat(listing.history().stream().map(id -> listing.historyLine(id, Set.of("y"))))
        .containsExactly(
            "c1, c2 -> m (core, v2) (head) (mergepoint), rev m",
            "b -> c1 (core, v2), rev c1",
            "y -> z (log) (head), rev z",
            "x (b) -> y (log) (current), rev y",
            "<base> -> x (log), rev x",
            "b -> c2 (core), rev c2",
            "a -> b (core) (branchpoint), rev b",
            "<base> -> a (core), rev a");
  }

  @Test
  void headsShowTheirLabels() {
    assertThat(GRAPH.heads().stream().map(listing::headLine))
        .containsExactly("m (core, v2) (head)", "z (log) (head)");
  }

  @Test
  void aHeadThatAnotherRevisionDependsOnIsOnlyEffective() {
    RevisionGraph graph =
        TextGraph.graph(
            """
            a ── b
            x(b)
            """);

    assertThat(new HistoryListing(graph).headLine("b")).isEqualTo("b (effective head)");
  }

  @Test
  void branchesShowWhatFollowsThem() {
    assertThat(listing.branchPoints()).containsExactly("b");
    assertThat(listing.branchLines("b"))
        .containsExactly("b (core) (branchpoint)", "  -> c1 (core, v2)", "  -> c2 (core)");
  }

  @Test
  void currentShowsHeadsHiddenBehindDependenciesToo() {
    assertThat(listing.current(List.of("z"))).containsExactly("b", "z");
    assertThat(listing.current(List.of()).stream().map(listing::currentLine)).isEmpty();
    assertThat(listing.current(List.of("m")).stream().map(listing::currentLine))
        .containsExactly("m (head) (mergepoint)");
  }

  @Test
  void aLabelReachesDownALineWithoutForks() {
    RevisionGraph graph = TextGraph.graph("a ── b[v1] ── c");

    assertThat(graph.ids())
        .allMatch(id -> new HistoryListing(graph).labelsOf(id).equals(List.of("v1")));
    assertThat(listing.labelsOf("b")).containsExactly("core");
  }

  @Test
  void detailsShowEverythingOfOneRevision() {
    assertThat(listing.details("y", "migrations/y.sql", Set.of("y")))
        .containsExactly(
            "Rev: y (current)",
            "Parent: x",
            "Also depends on: b",
            "Branch names: log",
            "Path: migrations/y.sql",
            "",
            "    rev y");
    assertThat(listing.details("b", "b.sql", Set.of()))
        .containsExactly(
            "Rev: b (branchpoint)",
            "Parent: a",
            "Branches into: c1, c2",
            "Branch names: core",
            "Path: b.sql",
            "",
            "    rev b");
    assertThat(listing.details("m", "m.sql", Set.of()))
        .startsWith("Rev: m (head) (mergepoint)", "Merges: c1, c2");
  }
}
