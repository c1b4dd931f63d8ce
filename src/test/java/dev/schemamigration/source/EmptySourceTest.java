package dev.schemamigration.source;

import static dev.schemamigration.source.SourceFiles.files;
import static org.assertj.core.api.Assertions.assertThat;

import dev.schemamigration.source.fault.SourceFault;
import org.junit.jupiter.api.Test;

class EmptySourceTest {
  private static final String SCRIPT = "CREATE TABLE a (i int);\n";

  private static String found(SourceFiles files) {
    return files
        .read()
        .emptiness()
        .map(fault -> ((SourceFault.Empty) fault).found())
        .orElse("a revision");
  }

  @Test
  void aSourceWithARevisionIsNotEmpty() {
    assertThat(files().with("1_a.sql", SCRIPT).read().emptiness()).isEmpty();
  }

  @Test
  void theFaultSaysWhatWasLookedForWhatWasFoundAndWhatToDo() {
    assertThat(files().with("v1/1_a.sql", SCRIPT).read().emptiness())
        .map(SourceFault::message)
        .contains(
            "test: holds no revision: looked for files at its top whose names end in .sql, .yaml,"
                + " .yml, .xml or .json and found 1 file in a subfolder v1/ (if it holds the revisions, it is the source to name); put the revision files"
                + " there, or write base as the target where everything that is applied is to be"
                + " undone");
  }

  @Test
  void nothingAtAllIsNone() {
    assertThat(found(files())).isEqualTo("none (README and hidden files do not count)");
  }

  @Test
  void aReadmeIsNone() {
    assertThat(found(files().with("README.md", "hi").with(".1_a.sql.swp", "x")))
        .isEqualTo("none (README and hidden files do not count)");
  }

  @Test
  void filesWithAnotherEndingAreNamed() {
    assertThat(found(files().with("001_init.sql.txt", SCRIPT)))
        .isEqualTo("1 file with another ending: 001_init.sql.txt");
  }

  @Test
  void manyFilesAreCountedAndTheFirstOnesNamed() {
    var files = files();
    for (int i = 1; i <= 5; i++) {
      files.with(i + ".txt", SCRIPT);
    }

    assertThat(found(files))
        .isEqualTo("5 files with another ending: 1.txt, 2.txt, 3.txt and 2 more");
  }

  @Test
  void subfoldersAreNamedWithTheNumberOfTheirFiles() {
    assertThat(found(files().with("v1/1_a.sql", SCRIPT).with("v1/x/2_b.sql", SCRIPT)))
        .isEqualTo(
            "2 files in a subfolder v1/ (if it holds the revisions, it is the source to name)");
    assertThat(found(files().with("a/1_a.sql", SCRIPT).with("b/2_b.sql", SCRIPT)))
        .isEqualTo("2 files in subfolders a/, b/");
  }

  @Test
  void aMasterChangelogAndATemplateAreNoRevisions() {
    assertThat(
            found(
                files()
                    .with(
                        "master.xml",
                        "<databaseChangeLog><includeAll path=\".\"/></databaseChangeLog>")
                    .with("template.sql", "-- ${message}")
                    .with("sql/1_a.sql", SCRIPT)))
        .isEqualTo(
            "1 file in a subfolder sql/ (if it holds the revisions, it is the source to name), and 1 file without a changeset: master.xml, and the"
                + " template template.sql");
  }

  @Test
  void namesOfFilesAreCutAndHaveNoLineEnds() {
    assertThat(found(files().with("x".repeat(200) + ".txt", SCRIPT))).hasSizeLessThan(120);
  }
}
