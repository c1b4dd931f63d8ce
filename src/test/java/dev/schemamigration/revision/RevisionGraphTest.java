package dev.schemamigration.revision;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class RevisionGraphTest {
  private static final RevisionGraph GRAPH =
      TextGraph.graph(
          """
          a ── b ─┬─ c1[left] ──┬─ m
                  └─ c2[right] ─┘
          x ── y(b) ── z
          """);

  @Test
  void parentsAreDownRevisionsAndDependencies() {
    assertThat(GRAPH.parentsOf("a")).isEmpty();
    assertThat(GRAPH.parentsOf("m")).containsExactly("c1", "c2");
    assertThat(GRAPH.parentsOf("y")).containsExactly("x", "b");
    assertThat(GRAPH.childrenOf("b")).containsExactly("c1", "c2");
  }

  @Test
  void aDependencyMayBeNamedByLabel() {
    RevisionGraph graph =
        TextGraph.graph(
            """
            a[core]
            b(core)
            """);

    assertThat(graph.parentsOf("b")).containsExactly("a");
  }

  @Test
  void ancestorsAndDependentsGoThroughDependencies() {
    assertThat(GRAPH.ancestorsOf(List.of("y"))).containsExactly("a", "b", "x", "y");
    assertThat(GRAPH.dependentsOf(List.of("b"))).containsExactly("b", "c1", "c2", "m", "y", "z");
    assertThat(GRAPH.ancestorsOf(List.of())).isEmpty();
  }

  @Test
  void aLineageFollowsDownRevisionsOnly() {
    assertThat(GRAPH.lineageOf("c1")).containsExactly("a", "b", "c1", "m");
    assertThat(GRAPH.lineageOf("y")).containsExactly("x", "y", "z");
  }

  @Test
  void headsOfWhatIsAppliedAreThoseNothingAppliedComesAfter() {
    assertThat(GRAPH.headsOf(Set.of())).isEmpty();
    assertThat(GRAPH.headsOf(Set.of("a", "b", "c1"))).containsExactly("c1");
    assertThat(GRAPH.headsOf(Set.of("x", "y", "a", "b"))).containsExactly("y");
    assertThat(GRAPH.headsOf(Set.of("a", "b", "c2", "c1"))).containsExactly("c1", "c2");
  }

  @Test
  void holesInWhatIsAppliedAreFound() {
    assertThat(GRAPH.missingParentsOf(Set.of("a", "b"))).isEmpty();
    assertThat(GRAPH.missingParentsOf(Set.of("m", "c1", "a"))).containsExactly("b", "c2");
    assertThat(GRAPH.missingParentsOf(Set.of("x", "y"))).containsExactly("a", "b");
  }

  @Test
  void aRevisionIsFoundByItsExactId() {
    assertThat(GRAPH.find("c1")).map(Revision::id).hasValue("c1");
    assertThat(GRAPH.find("left")).isEmpty();
    assertThat(GRAPH.get("c1").branchLabels()).containsExactly("left");
    assertThatThrownBy(() -> GRAPH.get("left"))
        .hasMessage(
            "no revision or branch label is called \"left\"; list the revisions with \"history\"");
  }

  @Test
  void aTextNamesARevisionByIdByLabelOrByItsBeginning() {
    RevisionGraph graph = TextGraph.graph("aaaa1 ── aaaa2[billing] ── 003");

    assertThat(graph.named("aaaa1")).isEqualTo("aaaa1");
    assertThat(graph.named("billing")).isEqualTo("aaaa2");
    assertThat(graph.named("b")).isEqualTo("aaaa2");
    assertThat(graph.named("003")).isEqualTo("003");
    assertThatThrownBy(() -> graph.named("00")).isInstanceOf(RevisionException.class);
    assertThatThrownBy(() -> graph.named("")).isInstanceOf(RevisionException.class);
  }

  @Test
  void anIdComesBeforeALongerOneThatBeginsWithIt() {
    assertThat(TextGraph.graph("abcd ── abcdef").named("abcd")).isEqualTo("abcd");
  }

  @Test
  void theLoadOrderIsKept() {
    RevisionGraph graph =
        RevisionGraph.of(List.of(revision("z", "m"), revision("m", "a"), revision("a")));

    assertThat(graph.ids()).containsExactly("z", "m", "a");
    assertThat(graph.oldestFirst(graph.ids())).containsExactly("a", "m", "z");
  }

  @Test
  void aHistoryMayBeEmpty() {
    RevisionGraph empty = RevisionGraph.of(List.of());

    assertThat(empty.ids()).isEmpty();
    assertThat(empty.heads()).isEmpty();
    assertThat(empty.oldestFirst(Set.of())).isEmpty();
  }

  @Test
  void nothingThatIsHandedOutCanBeChanged() {
    assertThatThrownBy(() -> GRAPH.ids().remove("a"))
        .isInstanceOf(UnsupportedOperationException.class);
    assertThatThrownBy(() -> GRAPH.ancestorsOf(List.of("a")).clear())
        .isInstanceOf(UnsupportedOperationException.class);
    assertThatThrownBy(() -> GRAPH.headsOf(Set.of("a")).clear())
        .isInstanceOf(UnsupportedOperationException.class);
  }

  private static Revision revision(String id, String... parents) {
    return new Revision(id, List.of(parents), List.of(), List.of(), "");
  }
}
