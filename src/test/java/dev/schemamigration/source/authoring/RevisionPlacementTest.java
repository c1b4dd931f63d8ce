package dev.schemamigration.source.authoring;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.schemamigration.revision.Revision;
import dev.schemamigration.revision.RevisionGraph;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 *
 *
 * <pre>
 *   001 ── 002 ── 004[billing] ── 005
 *      └── 003
 *   log1[log] (depends on 002)
 * </pre>
 */
class RevisionPlacementTest {
  private static final RevisionGraph GRAPH =
      RevisionGraph.of(
          List.of(
              node("001", List.of(), List.of(), List.of()),
              node("002", List.of("001"), List.of(), List.of()),
              node("003", List.of("001"), List.of(), List.of()),
              node("004", List.of("002"), List.of("billing"), List.of()),
              node("005", List.of("004"), List.of(), List.of()),
              node("log1", List.of(), List.of("log"), List.of("002"))));

  private static Revision node(
      String id, List<String> parents, List<String> labels, List<String> needs) {
    return new Revision(id, parents, labels, needs, "");
  }

  private static RevisionPlacement placement(RevisionGraph graph) {
    return new RevisionPlacement(graph, new RevisionIds(Clock.systemUTC(), new Random(42)));
  }

  private static RevisionRequest request(List<String> heads, boolean splice) {
    return new RevisionRequest(
        Optional.of("m"), heads, splice, List.of(), List.of(), Optional.of("new"));
  }

  private static RevisionRequest named(String id, List<String> labels, List<String> needs) {
    return new RevisionRequest(
        Optional.empty(), List.of("005"), false, labels, needs, Optional.of(id));
  }

  @Test
  void theOnlyHeadIsFollowedAndTheIdCountsOn() {
    var graph =
        RevisionGraph.of(
            List.of(
                node("001", List.of(), List.of(), List.of()),
                node("002", List.of("001"), List.of(), List.of())));
    var request =
        new RevisionRequest(
            Optional.of("m"), List.of(), false, List.of(), List.of(), Optional.empty());

    assertThat(placement(graph).place(request))
        .isEqualTo(new Revision("003", List.of("002"), List.of(), List.of(), "m"));
    assertThat(placement(RevisionGraph.of(List.of())).place(request))
        .isEqualTo(new Revision("001", List.of(), List.of(), List.of(), "m"));
  }

  @ParameterizedTest
  @CsvSource({
    "005, 005",
    "billing@head, 005",
    "log, log1",
    "lo, log1",
    "base, ",
    "heads, 003;005;log1"
  })
  void aHeadIsNamedInEveryWayThatShowTakes(String head, String parents) {
    var expected = parents == null ? List.of() : List.of(parents.split(";"));

    assertThat(placement(GRAPH).place(request(List.of(head), false)).downRevisions())
        .isEqualTo(expected);
  }

  @Test
  void aRevisionThatIsNoHeadIsFollowedOnlyWhenThatIsSaid() {
    assertThat(placement(GRAPH).place(request(List.of("004"), true)).downRevisions())
        .containsExactly("004");
    assertThat(placement(GRAPH).place(request(List.of("001", "log"), true)).downRevisions())
        .containsExactly("001", "log1");
    assertThatThrownBy(() -> placement(GRAPH).place(request(List.of("billing"), false)))
        .hasMessage(
            "revision \"004\" is no head: \"005\" follows it; name the head \"005\", or add splice"
                + " to begin a branch there");
    assertThatThrownBy(() -> placement(GRAPH).place(request(List.of("001"), false)))
        .hasMessage(
            "revision \"001\" is no head: \"002\", \"003\" follow it; name one of the heads"
                + " \"003\", \"005\", or add splice to begin a branch there");
  }

  @Test
  void severalHeadsHaveToBeNamed() {
    assertThatThrownBy(() -> placement(GRAPH).place(request(List.of(), false)))
        .hasMessage(
            "there are 3 heads: \"003\", \"005\", \"log1\"; name the one to follow (head), or merge"
                + " them first");
  }

  @Test
  void noParentIsNamedTwiceOrContainedInAnother() {
    assertThatThrownBy(() -> placement(GRAPH).place(request(List.of("log1", "log"), false)))
        .hasMessage("revision \"log1\" is named twice; name it once");
    assertThatThrownBy(() -> placement(GRAPH).place(request(List.of("005", "002"), true)))
        .hasMessage("revision \"005\" already follows \"002\"; name only \"005\"");
  }

  @Test
  void aHeadThatAnotherOneDependsOnMayBeMergedWithIt() {
    var graph =
        RevisionGraph.of(
            List.of(
                node("a", List.of(), List.of(), List.of()),
                node("b", List.of(), List.of(), List.of("a"))));

    assertThat(placement(graph).merge(request(List.of("a", "b"), false)).downRevisions())
        .containsExactly("a", "b");
  }

  @Test
  void dependenciesAreWholeIdsButForLabelsWrittenOut() {
    assertThat(
            placement(GRAPH)
                .place(named("new", List.of(), List.of("lo", "log", "log1", "003")))
                .dependsOn())
        .containsExactly("log1", "log", "003");
    assertThatThrownBy(() -> placement(GRAPH).place(named("new", List.of(), List.of("heads"))))
        .hasMessage(
            "depends on: \"heads\" is no revision to depend on; name one revision or branch"
                + " label");
    assertThatThrownBy(() -> placement(GRAPH).place(named("new", List.of(), List.of("nobody"))))
        .hasMessageStartingWith("no revision or branch label is called \"nobody\"");
  }

  @Test
  void namesThatAreTakenAreRefused() {
    assertThatThrownBy(() -> placement(GRAPH).place(named("004", List.of(), List.of())))
        .hasMessage("revision id: \"004\" is already a revision; choose another name");
    assertThatThrownBy(() -> placement(GRAPH).place(named("billing", List.of(), List.of())))
        .hasMessage(
            "revision id: \"billing\" is already a branch label of revision \"004\"; choose another"
                + " name");
    assertThatThrownBy(() -> placement(GRAPH).place(named("new", List.of("log"), List.of())))
        .hasMessage(
            "branch label: \"log\" is already a branch label of revision \"log1\"; choose another"
                + " name");
    assertThatThrownBy(() -> placement(GRAPH).place(named("new", List.of("001"), List.of())))
        .hasMessage("branch label: \"001\" is already a revision; choose another name");
    assertThatThrownBy(() -> placement(GRAPH).place(named("new", List.of("new"), List.of())))
        .hasMessage("branch label: \"new\" is already a revision; choose another name");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '~',
      quoteCharacter = '`',
      value = {
        "a-b ~ contains \"-\"",
        "a b ~ contains a blank",
        "a@b ~ contains \"@\"",
        "../x ~ contains \"/\"",
        "head ~ is a word of the target grammar",
        "`` ~ is empty",
        "a'b ~ contains a quotation mark"
      })
  void namesThatNoTargetCouldSayAreRefused(String id, String complaint) {
    assertThatThrownBy(() -> placement(GRAPH).place(named(id, List.of(), List.of())))
        .hasMessage(
            "revision id: \"%s\" %s; use letters, digits, \"_\" and \".\""
                .formatted(id, complaint));
  }

  @Test
  void labelsMayHaveADashAndMayNotHaveABlank() {
    assertThat(
            placement(GRAPH).place(named("new", List.of("a-b", "a-b"), List.of())).branchLabels())
        .containsExactly("a-b");
    assertThatThrownBy(() -> placement(GRAPH).place(named("new", List.of("a b"), List.of())))
        .hasMessage(
            "branch label: \"a b\" contains a blank; use letters, digits, \"_\", \"-\" and \".\"");
  }

  @Test
  void oneRevisionAloneIsNothingToMerge() {
    assertThatThrownBy(() -> placement(GRAPH).merge(request(List.of("005"), false)))
        .hasMessage("\"005\" alone is nothing to merge; name two heads or more");
    assertThatThrownBy(
            () -> placement(RevisionGraph.of(List.of())).merge(request(List.of("heads"), false)))
        .hasMessage("there is no revision to merge");
  }
}
