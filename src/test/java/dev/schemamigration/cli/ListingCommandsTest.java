package dev.schemamigration.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.schemamigration.cli.CommandLineFixture.Ended;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 *
 *
 * <pre>
 *   a ── b ─┬─ c1 ─┬─ m        x (extra, depends on b)
 *           └─ c2 ─┘
 * </pre>
 */
class ListingCommandsTest {
  @TempDir Path folder;

  private CommandLineFixture terminal;

  @BeforeEach
  void writeTheFiles() {
    terminal =
        new CommandLineFixture(folder)
            .table("a", "down_revision:")
            .table("b", "down_revision: a")
            .table("c1", "down_revision: b")
            .table("c2", "down_revision: b")
            .table("m", "down_revision: c1, c2")
            .table("x", "down_revision:\nbranch_labels: extra\ndepends_on: b");
  }

  @Test
  void headsAreWhatNothingFollows() {
    assertThat(terminal.run("heads")).isEqualTo(new Ended(0, "m (head)\nx (extra) (head)\n", ""));
  }

  @Test
  void historyIsNewestFirstAsAlembicWritesIt() {
    assertThat(terminal.run("history").out())
        .isEqualTo(
            """
            c1, c2 -> m (head) (mergepoint), Make m.
            b -> c1, Make c1.
            <base> (b) -> x (extra) (head), Make x.
            b -> c2, Make c2.
            a -> b (branchpoint), Make b.
            <base> -> a, Make a.
            """);
  }

  @Test
  void historyCanBeCutToARange() {
    assertThat(terminal.run("history", "-r", "b:c1").out())
        .isEqualTo("b -> c1, Make c1.\na -> b (branchpoint), Make b.\n");
    assertThat(terminal.run("history", "-r", ":b").out())
        .isEqualTo("a -> b (branchpoint), Make b.\n<base> -> a, Make a.\n");
    assertThat(terminal.run("history", "-r", "m@-1:c1").exitCode()).isEqualTo(1);
  }

  @Test
  void aRangeThatIsNoneIsRefused() {
    assertThat(terminal.run("history", "-r", "b"))
        .isEqualTo(
            new Ended(
                1,
                "",
                "schemactl: \"b\" is not a target: a range is \"start:end\", \"start:\" or"
                    + " \":end\"\n"));
  }

  @Test
  void tiesAreBrokenByTheNamesOfFilesAsAlembicSortsThem() {
    terminal.table("9a", "down_revision:").table("10b", "down_revision:");

    assertThat(terminal.run("heads").out())
        .isEqualTo("10b (head)\n9a (head)\nm (head)\nx (extra) (head)\n");
    assertThat(terminal.run("history").out())
        .startsWith("<base> -> 10b (head), Make 10b.\n<base> -> 9a (head), Make 9a.\n");
  }

  @Test
  void branchesShowWhereHistoryForks() {
    assertThat(terminal.run("branches").out()).isEqualTo("b (branchpoint)\n  -> c1\n  -> c2\n\n");
    assertThat(terminal.run("branches", "-v").out())
        .isEqualTo(
            """
            Rev: b (branchpoint)
            Parent: a
            Branches into: c1, c2
            Path: b_it.sql

                Make b.

              -> c1, Make c1.
              -> c2, Make c2.

            """);
  }

  @Test
  void showPrintsTheDetailsOfARevision() {
    assertThat(terminal.run("show", "m").out())
        .isEqualTo(
            """
            Rev: m (head) (mergepoint)
            Merges: c1, c2
            Path: m_it.sql

                Make m.

            """);
  }

  @Test
  void showCountsDownFromTheHeads() {
    terminal.table("n", "down_revision: m").table("o", "down_revision: n");

    assertThat(terminal.run("show", "-1"))
        .isEqualTo(new Ended(0, "Rev: n\nParent: m\nPath: n_it.sql\n\n    Make n.\n\n", ""));
    assertThat(terminal.run("show", "extra@-1")).isEqualTo(new Ended(0, "", ""));
    assertThat(terminal.run("show", "-2").err())
        .isEqualTo(
            "schemactl: \"-2\" walks off the end of history: only 1 step down from revision \"x\" is"
                + " possible\n");
    assertThat(terminal.run("show", "+1").err())
        .isEqualTo(
            "schemactl: \"+1\" is not a target: it counts up from no revision; name the one to"
                + " count from\n");
    assertThat(terminal.run("show", "--frob").err())
        .isEqualTo("schemactl: unknown option --frob; --help lists those that there are\n");
  }

  @Test
  void anAmbiguousTargetIsReportedWithTheAlternatives() {
    assertThat(terminal.run("show", "head"))
        .isEqualTo(
            new Ended(
                1,
                "",
                "schemactl: \"head\" means one head, but there are 2: \"m\", \"x\"; write"
                    + " \"m\" or \"extra@head\" or \"heads\", or merge them\n"));
  }

  @Test
  void aListIsAJsonDocumentOnRequest() {
    assertThat(terminal.run("heads", "-o", "json").out())
        .isEqualTo(
            """
            {
              "revisions" : [ {
                "revision" : "m",
                "downRevisions" : [ "c1", "c2" ],
                "branchLabels" : [ ],
                "effectiveLabels" : [ ],
                "dependsOn" : [ ],
                "message" : "Make m.",
                "path" : "m_it.sql",
                "head" : true,
                "branchPoint" : false,
                "mergePoint" : true,
                "current" : false
              }, {
                "revision" : "x",
                "downRevisions" : [ ],
                "branchLabels" : [ "extra" ],
                "effectiveLabels" : [ "extra" ],
                "dependsOn" : [ "b" ],
                "message" : "Make x.",
                "path" : "x_it.sql",
                "head" : true,
                "branchPoint" : false,
                "mergePoint" : false,
                "current" : false
              } ]
            }
            """);
  }

  @Test
  void filesOfOtherToolsAreRefusedByName() {
    terminal.file("1_album.sql", "-- +goose Up\nSELECT 1;\n-- +goose Down\nDROP TABLE album;\n");
    var marked = terminal.run("history");
    terminal.file("1_album.sql", "SELECT 1;\n").file("1_album.down.sql", "DROP TABLE album;\n");
    var pair = terminal.run("history");

    assertThat(marked.exitCode()).isEqualTo(1);
    assertThat(marked.err())
        .contains("1_album.sql line 1: ", "section marker of goose", "--rollback");
    assertThat(pair.exitCode()).isEqualTo(1);
    assertThat(pair.err()).contains("1_album.down.sql: ", "golang-migrate", "--rollback");
  }
}
