package dev.schemamigration.revision;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;

class HistoryRangeTest {
  private static final RevisionGraph LINE = TextGraph.graph("a ── b ── c ── d");

  private static final RevisionGraph FORK =
      TextGraph.graph(
          """
          a ── b ─┬─ c1[left] ── d1
                  └─ c2[right] ─ d2
          """);

  @Test
  void bothEndsAreShown() {
    assertThat(range(LINE, "b:d")).containsExactly("d", "c", "b");
    assertThat(range(LINE, "c:c")).containsExactly("c");
  }

  @Test
  void anEndLeftOutIsTheFarthest() {
    assertThat(range(LINE, "c:")).containsExactly("d", "c");
    assertThat(range(LINE, ":b")).containsExactly("b", "a");
    assertThat(range(LINE, "base:heads")).containsExactly("d", "c", "b", "a");
  }

  @Test
  void theStartMayCountDownAndTheEndUp() {
    assertThat(range(LINE, "-1:")).containsExactly("d", "c");
    assertThat(range(LINE, "-2:c")).containsExactly("c", "b");
    assertThat(range(LINE, "b:+1")).containsExactly("c", "b");
    assertThat(range(LINE, "b:b+9")).containsExactly("d", "c", "b");
    assertThat(range(LINE, "-9:c")).containsExactly("c", "b", "a");
  }

  @Test
  void currentIsWhereTheDatabaseStands() {
    assertThat(range(LINE, ":current", "b")).containsExactly("b", "a");
    assertThat(range(LINE, "current:", "c")).containsExactly("d", "c");
    assertThat(range(FORK, "current:left@+1", "b")).containsExactly("c1", "b");
    assertThat(range(LINE, ":current")).isEmpty();
    assertThat(range(LINE, "current:b")).containsExactly("b", "a");
  }

  @Test
  void onlyTheLinesAboveTheStartAreShown() {
    assertThat(range(FORK, "c1:heads")).containsExactly("d1", "c1");
    assertThat(range(FORK, "right@b:heads")).containsExactly("d2", "c2", "b");
  }

  @Test
  void endsThatDoNotLieOnOneLineAreRefused() {
    assertThatThrownBy(() -> range(FORK, "c1:d2"))
        .hasMessage("\"c1:d2\" is not a range: revision \"c1\" does not come before its end");
    assertThatThrownBy(() -> range(LINE, "-4:"))
        .hasMessage("\"-4:\" is not a range: \"-4\" leads to base; leave out the start");
    assertThatThrownBy(() -> range(LINE, "-9:"))
        .hasMessage("\"-9\" asks for 9 steps down from \"d\", where only 4 steps are possible");
    assertThatThrownBy(() -> range(LINE, "-1:+1"))
        .hasMessage(
            "\"-1:+1\" is not a range: both ends count, but nothing says from where; name one of"
                + " them");
    assertThatThrownBy(() -> range(FORK, ":head"))
        .hasMessage(
            "\"head\" means one head, but there are 2: \"d1\", \"d2\"; write \"left@head\" or"
                + " \"right@head\" or \"heads\", or merge them");
  }

  @Test
  void aLineThatIsReachedOnlyFromOutsideIsRefused() {
    RevisionGraph graph =
        TextGraph.graph(
            """
            a ── b
            x ── y(b)
            """);

    assertThatThrownBy(() -> range(graph, "a:heads"))
        .hasMessage(
            "\"a:heads\" is not a range: its end is reached only through revisions that do not"
                + " follow its start");
    assertThat(range(graph, "a:b")).containsExactly("b", "a");
  }

  @Test
  void whatIsNoRangeIsRefused() {
    assertThatThrownBy(() -> range(LINE, "b"))
        .hasMessage("\"b\" is not a target: a range is \"start:end\", \"start:\" or \":end\"");
  }

  private static List<String> range(RevisionGraph graph, String range, String... current) {
    return HistoryRange.revisions(graph, range, List.of(current));
  }
}
