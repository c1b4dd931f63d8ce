package dev.schemamigration.migration.readiness;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.schemamigration.revision.Revision;
import dev.schemamigration.revision.RevisionException;
import dev.schemamigration.revision.RevisionGraph;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ListedRevisionsTest {
  private static final RevisionGraph NO_FILES = RevisionGraph.of(List.of());
  private static final ListedRevisions LISTED =
      new ListedRevisions(
          "abcd2",
          3,
          Set.of("001", "abcd1", "abcd2"),
          Map.of("billing", "abcd1", "a-1", "001"),
          List.of("half"));

  @ParameterizedTest
  @ValueSource(strings = {"001", "abcd1", "abcd2", "billing", "bill", "a-1"})
  void whatIsListedIsReady(String target) {
    assertThat(LISTED.readiness(target, NO_FILES))
        .isInstanceOfSatisfying(
            Readiness.Ready.class,
            ready -> {
              assertThat(ready.at()).isEqualTo("abcd2");
              assertThat(ready.revisions()).hasSize(1);
            });
  }

  @Test
  void nothingIsNeededForBase() {
    assertThat(LISTED.readiness("base", NO_FILES))
        .isEqualTo(new Readiness.Ready(List.of(), "abcd2"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"002", "00", "zzzz9", "crm"})
  void whatIsNotListedIsWaitedFor(String target) {
    assertThat(LISTED.readiness(target, NO_FILES))
        .isEqualTo(new Readiness.NotYet("the database stands at abcd2"));
  }

  @Test
  void aRevisionThatIsHalfWayIsNotReady() {
    assertThat(LISTED.readiness("half", NO_FILES))
        .isEqualTo(new Readiness.NotYet("the database stands at abcd2, and half is half-way"));
  }

  @Test
  void theBeginningOfTwoIdsIsRefused() {
    assertThatThrownBy(() -> LISTED.readiness("abcd", NO_FILES))
        .isInstanceOf(RevisionException.class)
        .hasMessage(
            "\"abcd\" is the beginning of 2 names: \"abcd1\", \"abcd2\"; give more characters");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "head",
        "heads",
        "current",
        "billing@head",
        "001+1",
        "abcd2-1",
        "+1",
        "-1",
        "001:abcd2"
      })
  void whatNeedsAnOrderNeedsTheFiles(String target) {
    assertThatThrownBy(() -> LISTED.readiness(target, NO_FILES))
        .isInstanceOf(RevisionException.class)
        .hasMessageContaining(
            "without revision files it can only be an id, the beginning of one, or a label");
  }

  @Test
  void withFilesTheTargetIsLookedUpInThem() {
    var files =
        RevisionGraph.of(
            List.of(revision("001"), revision("abcd1", "001"), revision("r9", "abcd1")));

    assertThat(LISTED.readiness("head", files))
        .isEqualTo(new Readiness.NotYet("the database stands at abcd2"));
    assertThat(LISTED.readiness("r9-1", files))
        .isEqualTo(new Readiness.Ready(List.of("abcd1"), "abcd2"));
    assertThat(LISTED.readiness("abcd2", files))
        .as("files of an older image do not know it")
        .isEqualTo(new Readiness.Ready(List.of("abcd2"), "abcd2"));
    assertThatThrownBy(() -> LISTED.readiness("zzzz", files))
        .isInstanceOf(RevisionException.class)
        .hasMessageContaining("zzzz");
  }

  @Test
  void ofALongHistoryItSaysWhatIsListed() {
    var newest = new ListedRevisions("r9000", 9_000, Set.of("r8999", "r9000"), Map.of(), List.of());

    assertThat(newest.readiness("r0001", NO_FILES))
        .isEqualTo(
            new Readiness.NotYet(
                "the database stands at r9000 (of 9000 applied revisions the newest 2 are"
                    + " listed)"));
  }

  private static Revision revision(String id, String... parents) {
    return new Revision(id, List.of(parents), List.of(), List.of(), "");
  }
}
