package dev.schemamigration.source;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.schemamigration.source.fault.SourceException;
import dev.schemamigration.source.fault.SourceFault;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

class BundledDirectoriesTest {

  @Test
  void spotOptimizerIsALinearHistoryOfTwoRevisions() {
    var bundle = BundledDirectories.read("spot-optimizer");

    assertThat(bundle.name()).isEqualTo("bundled spot-optimizer");
    assertThat(bundle.files()).extracting(RevisionFile::id).containsExactly("001", "002");
    assertThat(bundle.graph().parentsOf("002")).containsExactly("001");
    assertThat(bundle.files())
        .extracting(file -> file.revision().message())
        .containsExactly(
            "Initial schema: 13 tables, 12 enums.",
            "Seed data: the default administrator and four node templates.");
  }

  @Test
  void theIndexListsEveryBundledFileAndNothingElse() throws IOException {
    var folder = Path.of("src/main/resources/migrations");
    List<String> present;
    try (var files = Files.walk(folder)) {
      present =
          files
              .filter(Files::isRegularFile)
              .map(file -> folder.relativize(file).toString())
              .filter(file -> !file.equals("index"))
              .sorted()
              .toList();
    }

    assertThat(Files.readAllLines(folder.resolve("index"))).isEqualTo(present);
  }

  @Test
  void everyBundledDirectoryIsAGraph() {
    assertThat(BundledDirectories.names()).contains("spot-optimizer");
    assertThat(BundledDirectories.names())
        .allSatisfy(name -> assertThat(BundledDirectories.read(name).graph().heads()).hasSize(1));
  }

  @Test
  void aNameThatIsNotBundledIsRefusedWithTheNamesThatAre() {
    assertThatThrownBy(() -> BundledDirectories.read("spot"))
        .isInstanceOfSatisfying(
            SourceException.class,
            e -> assertThat(e.fault()).isInstanceOf(SourceFault.NotFound.class))
        .hasMessage(
            "bundled \"spot\": there is no bundled directory of that name; use one of:"
                + " spot-optimizer");
  }

  @Test
  void aNameCannotLeadOutOfTheBundledFiles() {
    assertThatThrownBy(() -> BundledDirectories.read("spot-optimizer/.."))
        .hasMessageStartingWith("bundled \"spot-optimizer/..\": there is no bundled directory");
  }
}
