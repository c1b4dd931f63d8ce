package dev.schemamigration.source;

import static dev.schemamigration.source.SourceFiles.files;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.schemamigration.revision.Revision;
import java.util.List;
import org.junit.jupiter.api.Test;

class BundleTest {
  private static Revision archived(String id, String... parents) {
    return new Revision(id, List.of(parents), List.of(), List.of(), "");
  }

  @Test
  void anArchivedParentCompletesTheGraph() {
    var bundle = files().withHeader("3_c.sql", "-- revision: 3", "-- down_revision: 2").read();

    var graph = bundle.graphWith(List.of(archived("1"), archived("2", "1")));

    assertThat(graph.ids()).containsExactly("1", "2", "3");
    assertThat(graph.heads()).containsExactly("3");
  }

  @Test
  void aParentThatNeitherSourceNorArchiveHasIsNamedWithTheFile() {
    var bundle = files().withHeader("3_c.sql", "-- revision: 3", "-- down_revision: 2").read();

    assertThatThrownBy(() -> bundle.graphWith(List.of(archived("1"))))
        .hasMessage(
            "test: revision \"3\" (3_c.sql): down_revision names \"2\", which is not among the"
                + " revisions; add the file that declares it or correct down_revision");
  }

  @Test
  void aFileCountsMoreThanTheArchivedRevisionOfTheSameId() {
    var bundle =
        files()
            .withHeader("1_a.sql", "-- revision: 1", "-- down_revision:")
            .withHeader("2_b.sql", "-- revision: 2", "-- down_revision: 1")
            .withHeader("3_c.sql", "-- revision: 3", "-- down_revision: 2")
            .read();

    var graph = bundle.graphWith(List.of(archived("1"), archived("3", "1")));

    assertThat(graph.parentsOf("3")).containsExactly("2");
  }

  @Test
  void filesWithoutHeaderKeepTheParentsTheyWereAppliedUnderWhenOlderFilesAreGone() {
    var whole = files().with("1_a.sql", "A").with("2_b.sql", "B").with("3_c.sql", "C").read();
    var applied = whole.files().stream().map(RevisionFile::revision).toList();
    var pruned = files().with("2_b.sql", "B").with("3_c.sql", "C").with("4_d.sql", "D").read();

    var graph = pruned.graphWith(applied);

    assertThat(graph.heads()).containsExactly("4");
    assertThat(graph.bases()).containsExactly("1");
    assertThat(graph.parentsOf("2")).containsExactly("1");
  }

  @Test
  void aLabelThatMovedOnToAFileLeavesTheArchivedRevision() {
    var bundle =
        files()
            .withHeader("2_b.sql", "-- revision: 2", "-- down_revision: 1", "-- branch_labels: x")
            .read();

    var graph =
        bundle.graphWith(List.of(new Revision("1", List.of(), List.of("x"), List.of(), "")));

    assertThat(graph.heads()).containsExactly("2");
  }

  @Test
  void anArchivedFileReadsTheRestOfItsHeaderAgain() {
    var content = "-- irreversible: true\n-- min_server_version: 15\n-- create_date: 2025-01-01\n";

    var file = RevisionFile.archived(archived("1"), "1_a.sql", content);

    assertThat(file.irreversible()).isTrue();
    assertThat(file.minServerVersion()).hasValue(15);
    assertThat(file.createDate()).isPresent();
  }

  @Test
  void anArchivedFileWhoseHeaderCannotBeReadTodayIsStillAFile() {
    var file = RevisionFile.archived(archived("1"), "1_a.sql", "-- irreversible: perhaps\n");

    assertThat(file.irreversible()).isFalse();
  }
}
