package dev.schemamigration.source;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.schemamigration.source.fault.SourceException;
import dev.schemamigration.source.fault.SourceFault;
import dev.schemamigration.testing.ProgramResult;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DirectoryReaderTest {
  @TempDir private Path temporary;
  private Path folder;

  @BeforeEach
  void createFolder() throws IOException {
    folder = Files.createDirectory(temporary.resolve("app"));
  }

  private void write(String path, String content) throws IOException {
    var file = folder.resolve(path);
    Files.createDirectories(file.getParent());
    Files.writeString(file, content);
  }

  private void link(String path, String target) throws IOException {
    Files.createSymbolicLink(folder.resolve(path), Path.of(target));
  }

  @Test
  void revisionsResourcesAndTemplateOfAFolderAreRead() throws IOException {
    write("1_a.sql", "SELECT 1;");
    write("2_b.sql", "SELECT 2;");
    write("data/users.csv", "a,b");
    write("template.sql", "-- ${message}");
    write(".git/HEAD", "x");

    var bundle = DirectoryReader.read(folder);

    assertThat(bundle.files()).extracting(RevisionFile::id).containsExactly("1", "2");
    assertThat(bundle.resources()).containsOnlyKeys("data/users.csv");
    assertThat(bundle.template()).contains("-- ${message}");
    assertThat(bundle.name()).isEqualTo("directory " + folder);
  }

  @Test
  void aMountedConfigMapIsReadThroughItsLinks() throws IOException {
    write("..2025_12_31_12_50_00.1/1_a.sql", "SELECT 1;");
    link("..data", "..2025_12_31_12_50_00.1");
    link("1_a.sql", "..data/1_a.sql");

    var bundle = DirectoryReader.read(folder);

    assertThat(bundle.files()).extracting(RevisionFile::path).containsExactly("1_a.sql");
    assertThat(bundle.files()).extracting(RevisionFile::content).containsExactly("SELECT 1;");
  }

  @Test
  void ofAMountedConfigMapOnlyTheCurrentStateIsRead() throws IOException {
    write("..old/1_a.sql", "old");
    write("..new/1_a.sql", "new");
    write("..new/2_b.sql", "new");
    link("..data", "..new");
    link("1_a.sql", "..old/1_a.sql");

    var bundle = DirectoryReader.read(folder);

    assertThat(bundle.files())
        .extracting(RevisionFile::content)
        .as("the link at the top is stale, the state behind ..data is whole")
        .containsExactly("new", "new");
  }

  @Test
  void aLinkInsideTheFolderIsFollowed() throws IOException {
    write("1_a.sql", "SELECT 1;");
    write("shared/functions.txt", "SELECT 2;");
    link("2_b.sql", "shared/functions.txt");
    link("copies", "shared");

    var bundle = DirectoryReader.read(folder);

    assertThat(bundle.files()).extracting(RevisionFile::id).containsExactly("1", "2");
    assertThat(bundle.resources()).containsOnlyKeys("shared/functions.txt", "copies/functions.txt");
  }

  @Test
  void aFolderThatIsItselfALinkIsRead() throws IOException {
    write("1_a.sql", "SELECT 1;");
    var current = Files.createSymbolicLink(temporary.resolve("current"), folder);

    assertThat(DirectoryReader.read(current).files()).hasSize(1);
  }

  @Test
  void aLinkOutOfTheFolderIsRefused() throws IOException {
    Files.writeString(temporary.resolve("secret"), "hidden");
    link("1_a.sql", "../secret");

    assertThatThrownBy(() -> DirectoryReader.read(folder))
        .hasMessage(
            "directory %s: 1_a.sql: leads out of the folder; copy what it links to into the folder"
                .formatted(folder));
  }

  @Test
  void aMountedConfigMapWhoseStateLiesOutsideIsRefused() throws IOException {
    Files.createDirectory(temporary.resolve("elsewhere"));
    link("..data", "../elsewhere");

    assertThatThrownBy(() -> DirectoryReader.read(folder))
        .hasMessageContaining("..data: leads out of the folder");
  }

  @Test
  void aCircleOfLinksIsRefused() throws IOException {
    write("sub/x.txt", "x");
    link("sub/up", "..");

    assertThatThrownBy(() -> DirectoryReader.read(folder))
        .hasMessage(
            "directory %s: sub/up: links back to a folder above it; remove the link"
                .formatted(folder));
  }

  @Test
  void aBrokenLinkIsRefused() throws IOException {
    link("1_a.sql", "nowhere.sql");

    assertThatThrownBy(() -> DirectoryReader.read(folder))
        .hasMessage(
            "directory %s: \"%s\" leads nowhere; remove the broken link"
                .formatted(folder, folder.toRealPath().resolve("1_a.sql")));
  }

  @Test
  void whatIsNoRegularFileIsRefusedWithoutOpeningIt() {
    var pipe = folder.resolve("1_a.sql");
    assertThat(ProgramResult.toEnd(new ProcessBuilder("mkfifo", pipe.toString())).exitCode())
        .isZero();

    assertThatThrownBy(() -> DirectoryReader.read(folder))
        .hasMessage("directory %s: 1_a.sql: is not a regular file; remove it".formatted(folder));
  }

  @Test
  void foldersTooDeepAreRefused() throws IOException {
    write("d/".repeat(SourceLimits.DEPTH + 1) + "x.txt", "x");

    assertThatThrownBy(() -> DirectoryReader.read(folder))
        .hasMessageEndingWith("lies more than 16 folders deep; move it");
  }

  @Test
  void aHugeFileIsRefusedBeforeItIsRead() throws IOException {
    try (var file = new RandomAccessFile(folder.resolve("a.csv").toFile(), "rw")) {
      file.setLength(1L << 40);
    }

    assertThatThrownBy(() -> DirectoryReader.read(folder))
        .hasMessage(
            "directory %s: a.csv: has 1099511627776 bytes, more than the 16777216 that one file"
                    .formatted(folder)
                + " may have; split it");
  }

  @Test
  void aMissingFolderIsAWaitAndAFileIsAFault() throws IOException {
    write("1_a.sql", "SELECT 1;");

    assertThatThrownBy(() -> DirectoryReader.read(folder.resolve("gone")))
        .isInstanceOfSatisfying(
            SourceException.class,
            e -> assertThat(e.fault()).isInstanceOf(SourceFault.NotFound.class))
        .hasMessage(
            "directory %s: does not exist; create it or correct the path"
                .formatted(folder.resolve("gone")));
    assertThatThrownBy(() -> DirectoryReader.read(folder.resolve("1_a.sql")))
        .hasMessage(
            "directory %s: is not a directory; name the folder that holds the revision files"
                .formatted(folder.resolve("1_a.sql")));
  }

  @Test
  void aFolderBelowTheAllowedRootIsReadAndAnyOtherRefused() throws IOException {
    write("1_a.sql", "SELECT 1;");

    assertThat(DirectoryReader.readBelow(temporary, folder).files()).hasSize(1);

    Files.createSymbolicLink(folder.resolve("away"), temporary.getParent());
    assertThatThrownBy(() -> DirectoryReader.readBelow(folder, temporary))
        .hasMessage(
            "directory %s: lies outside of %s; mount it there".formatted(temporary, folder));
    assertThatThrownBy(() -> DirectoryReader.readBelow(folder, folder.resolve("../other")))
        .hasMessageContaining("lies outside of");
    assertThatThrownBy(() -> DirectoryReader.readBelow(folder, folder.resolve("away")))
        .hasMessage(
            "directory %s: lies outside of %s; mount it there"
                .formatted(folder.resolve("away"), folder));
  }
}
