package dev.schemamigration.revision;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;

class DeclaredTargetTest {
  private static final RevisionGraph GRAPH =
      TextGraph.graph(
          """
          aaaa1 ── aaaa2 ─┬─ bbbb1[left] ── bbbb2
                          └─ cccc1[right] ─ cccc2
          """);

  private static final RevisionGraph LINE = TextGraph.graph("001 ── 002 ── 003");

  @Test
  void headIsTheOneHead() {
    assertThat(resolve(LINE, "head").targets()).containsExactly("003");
    assertThat(resolve(LINE, "head").governed()).isEmpty();
  }

  @Test
  void headsAreAllHeads() {
    assertThat(resolve(GRAPH, "heads").targets()).containsExactly("bbbb2", "cccc2");
  }

  @Test
  void headsThatOthersDependOnAreContainedInThem() {
    RevisionGraph graph =
        TextGraph.graph(
            """
            a ── b
            x ── y(b)
            """);

    assertThat(resolve(graph, "heads").targets()).containsExactly("y");
    assertThatThrownBy(() -> resolve(graph, "head"))
        .hasMessage(
            "\"head\" means one head, but there are 2: \"b\", \"y\"; write \"b\" or \"y\" or"
                + " \"heads\", or merge them");
  }

  @Test
  void baseIsNothing() {
    assertThat(resolve(GRAPH, "base").targets()).isEmpty();
    assertThat(resolve(GRAPH, "base").governed()).isEmpty();
  }

  @Test
  void anIdALabelOrAUniqueBeginningNamesARevision() {
    assertThat(resolve(GRAPH, "bbbb1").targets()).containsExactly("bbbb1");
    assertThat(resolve(GRAPH, "left").targets()).containsExactly("bbbb1");
    assertThat(resolve(GRAPH, "rig").targets()).containsExactly("cccc1");
    assertThat(resolve(GRAPH, "left").governed()).isEmpty();
  }

  @Test
  void stepsAreCountedFromWhatIsNamed() {
    assertThat(resolve(LINE, "head-1").targets()).containsExactly("002");
    assertThat(resolve(LINE, "base+1").targets()).containsExactly("001");
    assertThat(resolve(LINE, "001+2").targets()).containsExactly("003");
    assertThat(resolve(LINE, "003-3").targets()).isEmpty();
    assertThat(resolve(GRAPH, "left@aaaa2+1").targets()).containsExactly("bbbb1");
  }

  @Test
  void aBranchGovernsItsLineage() {
    ResolvedTarget target = resolve(GRAPH, "left@head");

    assertThat(target.targets()).containsExactly("bbbb2");
    assertThat(target.governed())
        .hasValueSatisfying(
            lineage ->
                assertThat(lineage).containsExactlyInAnyOrder("aaaa1", "aaaa2", "bbbb1", "bbbb2"));
    assertThat(resolve(GRAPH, "left@base").targets()).isEmpty();
    assertThat(resolve(GRAPH, "left@bbbb1").targets()).containsExactly("bbbb1");
    assertThat(resolve(GRAPH, "cccc2@head").targets()).containsExactly("cccc2");
  }

  @Test
  void severalTargetsAreJoinedAndContainedOnesLeftOut() {
    assertThat(resolve(GRAPH, "bbbb2, cccc1").targets()).containsExactly("bbbb2", "cccc1");
    assertThat(resolve(GRAPH, "bbbb2,aaaa1").targets()).containsExactly("bbbb2");
    assertThat(resolve(GRAPH, "left@head,right@head").governed())
        .hasValueSatisfying(lineage -> assertThat(lineage).hasSize(6));
    assertThat(resolve(GRAPH, "left@head,cccc1").governed()).isEmpty();
  }

  @Test
  void aLabelWithAHyphenAndDigitsIsNotCounted() {
    RevisionGraph graph =
        RevisionGraph.of(
            List.of(
                new Revision("a", List.of(), List.of(), List.of(), ""),
                new Revision("b", List.of("a"), List.of("release-1"), List.of(), "")));

    assertThat(resolve(graph, "release-1").targets()).containsExactly("b");
    assertThat(resolve(graph, "release-1@head").targets()).containsExactly("b");
    assertThat(resolve(graph, "release-1-1").targets()).containsExactly("a");
  }

  @Test
  void anEmptyHistoryHasNoHeadButBase() {
    RevisionGraph empty = RevisionGraph.of(List.of());

    assertThat(resolve(empty, "head").targets()).isEmpty();
    assertThat(resolve(empty, "heads").targets()).isEmpty();
    assertThat(resolve(empty, "base").targets()).isEmpty();
  }

  @Test
  void severalHeadsListThemselvesAndWhatToWriteInstead() {
    assertRefused(
        GRAPH,
        "head",
        "\"head\" means one head, but there are 2: \"bbbb2\", \"cccc2\"; write \"left@head\" or"
            + " \"right@head\" or \"heads\", or merge them");
    assertRefused(
        GRAPH,
        "aaaa1@head",
        "\"aaaa1@head\" means one head, but there are 2: \"bbbb2\", \"cccc2\"; write \"left@head\""
            + " or \"right@head\" or \"aaaa1@heads\", or merge them");
  }

  @Test
  void anAmbiguousBeginningListsItsCandidates() {
    assertRefused(
        GRAPH,
        "bbbb",
        "\"bbbb\" is the beginning of 2 names: \"bbbb1\", \"bbbb2\"; give more characters");
  }

  @Test
  void anUnknownRevisionNamesWhatIsClose() {
    assertRefused(
        GRAPH,
        "zzzz",
        "no revision or branch label is called \"zzzz\"; list the revisions with \"history\"");
    assertRefused(
        GRAPH, "bbb1", "no revision or branch label is called \"bbb1\"; close to it: \"bbbb1\"");
    assertRefused(
        GRAPH, "rihgt", "no revision or branch label is called \"rihgt\"; close to it: \"right\"");
  }

  @Test
  void idsOfFewerThanFourCharactersMustBeWrittenInFull() {
    assertRefused(
        LINE,
        "00",
        "no revision or branch label is called \"00\"; close to it: \"001\", \"002\", \"003\"");
  }

  @Test
  void anUnknownBranchIsRefusedEvenWhereItWouldNotMatter() {
    assertRefused(
        GRAPH,
        "lft@base",
        "\"lft@base\" asks for branch \"lft\", but no branch label or revision is called so; list"
            + " the labels with \"branches\"");
    assertRefused(
        GRAPH,
        "bbbb@head",
        "\"bbbb@head\" asks for branch \"bbbb\", which is the beginning of 2 names: \"bbbb1\","
            + " \"bbbb2\"; give more characters");
  }

  @Test
  void aRevisionOfAnotherBranchIsRefused() {
    assertRefused(
        GRAPH,
        "left@cccc1",
        "revision \"cccc1\" is not on the line of branch \"left\"; leave out \"left@\" or name one"
            + " that is");
  }

  @Test
  void countingPastAnEndOfHistoryIsRefused() {
    assertRefused(
        LINE,
        "002+3",
        "\"002+3\" walks off the end of history: only 1 step up from revision \"002\" is possible");
    assertRefused(
        LINE,
        "head+1",
        "\"head+1\" walks off the end of history: no step up from revision \"003\" is possible");
    assertRefused(
        LINE,
        "003-9",
        "\"003-9\" walks off the end of history: only 3 steps down from revision \"003\" are possible");
    assertRefused(
        LINE,
        "base-1",
        "\"base-1\" walks off the end of history: no step down from base is possible");
  }

  @Test
  void countingOverAForkIsRefused() {
    assertRefused(
        GRAPH,
        "aaaa1+2",
        "\"aaaa1+2\" meets a fork: revision \"aaaa2\" is followed by \"bbbb1\", \"cccc1\"; name the"
            + " revision to go to");
    assertRefused(
        TextGraph.graph(
            """
            a ─┬─ m
            b ─┘
            """),
        "m-1",
        "\"m-1\" meets a fork: revision \"m\" comes after \"a\", \"b\"; name the revision to go to");
  }

  @Test
  void countingFromTheCurrentStateIsExplained() {
    for (String relative : List.of("+1", "-1", "left@+1", "left@-2")) {
      assertThatThrownBy(() -> DeclaredTarget.parse("head," + relative))
          .hasMessage(
              "\""
                  + relative
                  + "\" counts from the current revision, so it would move again at every look; a"
                  + " declared target says where to be: name a revision, or count from one"
                  + " (\"head-1\", \"<revision>+1\")");
    }
  }

  @Test
  void whatIsNoTargetIsRefused() {
    assertThatThrownBy(() -> DeclaredTarget.parse(" "))
        .hasMessage(
            "\" \" is not a target: a part is empty; name a revision, \"head\" or \"base\"");
    assertThatThrownBy(() -> DeclaredTarget.parse("a,,b"))
        .hasMessage(
            "\"a,,b\" is not a target: a part is empty; name a revision, \"head\" or \"base\"");
    assertThatThrownBy(() -> DeclaredTarget.parse("a:b"))
        .hasMessage(
            "\"a:b\" is a range, which only means something with --sql and in history; name one"
                + " revision");
    assertRefused(
        GRAPH,
        "left@",
        "\"left@\" is not a target: it names no revision; use an id, a label, \"head\" or \"base\"");
    assertRefused(
        LINE,
        "001+1xyz",
        "no revision or branch label is called \"001+1xyz\"; list the revisions with \"history\"");
  }

  private static void assertRefused(RevisionGraph graph, String target, String message) {
    assertThatThrownBy(() -> resolve(graph, target))
        .as(target)
        .isInstanceOf(RevisionException.class)
        .hasMessage(message);
  }

  private static ResolvedTarget resolve(RevisionGraph graph, String target) {
    return DeclaredTarget.parse(target).resolve(graph);
  }
}
