package dev.schemamigration.source;

import static dev.schemamigration.source.SourceFiles.files;
import static org.assertj.core.api.Assertions.assertThat;

import dev.schemamigration.revision.GraphFault;
import dev.schemamigration.revision.Revision;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class BundleTest {
  private static Revision archived(String id, String... parents) {
    return new Revision(id, List.of(parents), List.of(), List.of(), "");
  }

  private static List<String> lines(List<Revision> revisions) {
    return revisions.stream()
        .map(revision -> revision.id() + "<-" + String.join(",", revision.downRevisions()))
        .toList();
  }

  @Test
  void parentsThatAFileDeclaresCountMoreThanThoseItWasAppliedUnder() {
    var bundle =
        files()
            .withHeader("1_a.sql", "-- revision: 1", "-- down_revision:")
            .withHeader("2_b.sql", "-- revision: 2", "-- down_revision: 1")
            .withHeader("3_c.sql", "-- revision: 3", "-- down_revision: 2")
            .read();

    assertThat(lines(bundle.revisionsBeside(Map.of("3", archived("3", "1")))))
        .containsExactly("1<-", "2<-1", "3<-2");
  }

  @Test
  void filesWithoutHeaderKeepTheParentsTheyWereAppliedUnderWhenOlderFilesAreGone() {
    var pruned = files().with("2_b.sql", "B").with("3_c.sql", "C").with("4_d.sql", "D").read();
    var archived = Map.of("1", archived("1"), "2", archived("2", "1"), "3", archived("3", "2"));

    assertThat(lines(pruned.revisionsBeside(archived))).containsExactly("2<-1", "3<-2", "4<-3");
    assertThat(lines(pruned.revisionsBeside(Map.of()))).containsExactly("2<-", "3<-2", "4<-3");
  }

  @Test
  void aGraphFaultNamesTheFilesAndWhatIsInNone() {
    var bundle = files().withHeader("2_b.sql", "-- revision: 2", "-- down_revision: 1").read();

    assertThat(bundle.named(new GraphFault.SelfLoop("2", GraphFault.Edge.DOWN_REVISION)).message())
        .startsWith("test: revision \"2\" (2_b.sql): ");
    assertThat(bundle.named(new GraphFault.SelfLoop("1", GraphFault.Edge.DOWN_REVISION)).message())
        .startsWith("test: revision \"1\" (no longer in the source): ");
  }
}
