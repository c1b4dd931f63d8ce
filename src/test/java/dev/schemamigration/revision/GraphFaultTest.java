package dev.schemamigration.revision;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class GraphFaultTest {
  @Test
  void aRevisionThatFollowsItselfIsRefused() {
    assertThat(fault(revision("a", "b"), revision("b", "b")))
        .hasToString("SelfLoop[revision=b, edge=DOWN_REVISION]")
        .extracting(RevisionFault::message)
        .isEqualTo(
            "revision \"b\": down_revision names the revision itself; name the one it comes after,"
                + " or leave it empty");
  }

  @Test
  void aRevisionThatDependsOnItselfIsRefusedByIdAndByLabel() {
    String message =
        "revision \"b\": depends_on names the revision itself; name the one it comes after, or"
            + " leave it empty";

    assertThat(fault(needing("b", "b")).message()).isEqualTo(message);
    assertThat(fault(new Revision("b", List.of(), List.of("x"), List.of("x"), "")).message())
        .isEqualTo(message);
  }

  @Test
  void charactersThatTargetsUseAreRefusedInIds() {
    assertThat(fault(revision("a-b")).message())
        .isEqualTo(
            "revision \"a-b\": the id \"a-b\" contains \"-\", which it must not; use letters,"
                + " digits, \"_\" and \".\"");
    for (String id : List.of("a@b", "a+b", "a:b", "a,b", "a b")) {
      assertThat(fault(revision(id))).as(id).isInstanceOf(GraphFault.IllegalName.class);
    }
    assertThat(RevisionGraph.of(List.of(revision("a.b_2"))).ids()).containsExactly("a.b_2");
  }

  @Test
  void emptyIdsAndReservedWordsAreRefused() {
    assertThat(fault(revision("")).message())
        .isEqualTo("revision \"\": the id \"\" is empty; use letters, digits, \"_\" and \".\"");
    assertThat(fault(revision("head")).message())
        .isEqualTo(
            "revision \"head\": the id \"head\" is a word of the target language; use letters,"
                + " digits, \"_\" and \".\"");
    assertThat(fault(labelled("a", "base")).message())
        .isEqualTo(
            "revision \"a\": the branch label \"base\" is a word of the target language; use"
                + " letters, digits, \"_\" and \".\"");
  }

  @Test
  void labelsMayContainHyphensButNoTargetCharacters() {
    assertThat(RevisionGraph.of(List.of(labelled("a", "my-branch"))).named("my-branch"))
        .isEqualTo("a");
    assertThat(fault(labelled("a", "my@branch")).message())
        .isEqualTo(
            "revision \"a\": the branch label \"my@branch\" contains \"@\", which it must not; use"
                + " letters, digits, \"_\" and \".\"");
  }

  @Test
  void anIdThatIsUsedTwiceIsRefused() {
    assertThat(fault(revision("a"), revision("b", "a"), revision("a")))
        .hasToString("DuplicateId[revision=a]")
        .extracting(RevisionFault::message)
        .isEqualTo(
            "revision \"a\" is defined twice; an id names one revision, so give one of them another"
                + " id");
  }

  @Test
  void aLabelThatNamesTwoRevisionsIsRefused() {
    assertThat(fault(labelled("a", "orders"), labelled("b", "orders")).message())
        .isEqualTo(
            "revision \"b\": the branch label \"orders\" already belongs to revision \"a\"; a label"
                + " names one revision, so rename or remove one of them");
    assertThat(fault(revision("a"), labelled("b", "a")).message())
        .isEqualTo(
            "revision \"b\": the branch label \"a\" is the id of revision \"a\"; a label names one"
                + " revision, so rename or remove one of them");
  }

  @Test
  void anUnknownParentNamesBothRevisions() {
    assertThat(fault(revision("a"), revision("b", "zz")).message())
        .isEqualTo(
            "revision \"b\": down_revision names \"zz\", which is not among the revisions; add the"
                + " file that declares it or correct down_revision");
    assertThat(fault(revision("abcdef"), needing("b", "abcd")).message())
        .isEqualTo(
            "revision \"b\": depends_on names \"abcd\", which is not among the revisions; add the"
                + " file that declares it or correct depends_on");
  }

  @Test
  void aCycleListsItsMembersAndNobodyElse() {
    assertThat(
            fault(
                revision("a"),
                revision("b", "a", "d"),
                revision("c", "b"),
                revision("d", "c"),
                revision("e", "d")))
        .hasToString("Cycle[members=[b, d, c], edge=DOWN_REVISION]")
        .extracting(RevisionFault::message)
        .isEqualTo(
            "3 revisions come after one another in a circle: revision \"b\" → revision \"d\" →"
                + " revision \"c\" → revision \"b\" (read → as \"comes after\"); remove one of these"
                + " references");
  }

  @Test
  void aCycleThatDependenciesCloseSaysSo() {
    assertThat(fault(revision("a"), needing("b", "c"), revision("c", "b")).message())
        .isEqualTo(
            "2 revisions come after one another in a circle through depends_on: revision \"b\" →"
                + " revision \"c\" → revision \"b\" (read → as \"comes after\"); remove one of these"
                + " references");
  }

  @Test
  void theSameCycleIsFoundWhateverTheFileOrder() {
    List<Revision> revisions =
        new ArrayList<>(
            List.of(
                revision("a", "c"),
                revision("b", "a"),
                revision("c", "b", "e"),
                revision("d"),
                revision("e", "d")));
    for (int i = 0; i < revisions.size(); i++) {
      Collections.rotate(revisions, 1);
      assertThat(fault(revisions.toArray(Revision[]::new)))
          .hasToString("Cycle[members=[a, c, b], edge=DOWN_REVISION]");
    }
  }

  @Test
  void whoeverKnowsTheFilesCanNameThem() {
    Map<String, String> files = Map.of("b", "002_b.sql", "a", "001_a.sql");

    GraphFault fault = fault(labelled("a", "orders"), labelled("b", "orders"));

    assertThat(fault.message(id -> "revision \"" + id + "\" (" + files.get(id) + ")"))
        .isEqualTo(
            "revision \"b\" (002_b.sql): the branch label \"orders\" already belongs to revision"
                + " \"a\" (001_a.sql); a label names one revision, so rename or remove one of them");
  }

  private static GraphFault fault(Revision... revisions) {
    RevisionException refused =
        catchThrowableOfType(
            RevisionException.class, () -> RevisionGraph.of(Arrays.asList(revisions)));
    assertThat(refused).isNotNull().hasMessage(refused.fault().message());
    return (GraphFault) refused.fault();
  }

  private static Revision revision(String id, String... parents) {
    return new Revision(id, List.of(parents), List.of(), List.of(), "");
  }

  private static Revision labelled(String id, String label) {
    return new Revision(id, List.of(), List.of(label), List.of(), "");
  }

  private static Revision needing(String id, String dependency) {
    return new Revision(id, List.of(), List.of(), List.of(dependency), "");
  }
}
