package dev.schemamigration.source.authoring;

import dev.schemamigration.source.fault.SourceException;
import dev.schemamigration.source.fault.SourceFault;
import dev.schemamigration.source.file.FileRole;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

/** What a new migrations directory begins with. */
public enum DirectoryTemplate {
  GENERIC(
      "The template of new revisions and a page about the directory.",
      "README.md",
      FileRole.TEMPLATE_NAME),
  EXAMPLE(
      "The same with two revisions to try everything on.",
      "README.md",
      FileRole.TEMPLATE_NAME,
      "001_notes.sql",
      "002_first_note.sql");

  private final String description;
  private final List<String> files;

  DirectoryTemplate(String description, String... files) {
    this.description = description;
    this.files = List.of(files);
  }

  /** The template with this title. */
  public static Optional<DirectoryTemplate> of(String title) {
    return Arrays.stream(values()).filter(it -> it.title().equals(title)).findFirst();
  }

  /** As it is named on the command line. */
  public String title() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** One sentence for people. */
  public String description() {
    return description;
  }

  /**
   * Makes the folder, which must be new or empty but for hidden files.
   *
   * @return the files, in their order
   * @throws SourceException when it cannot be written
   */
  public List<Path> write(Path folder) {
    var source = "directory " + folder;
    try {
      refuseUsed(source, folder);
      Files.createDirectories(folder);
      var written = new ArrayList<Path>();
      for (var file : files) {
        var path = folder.resolve(file);
        Files.writeString(path, content(file), StandardOpenOption.CREATE_NEW);
        written.add(path);
      }
      return written;
    } catch (IOException e) {
      throw fault(source, "cannot be written: " + e, "permit it to this process");
    }
  }

  private static void refuseUsed(String source, Path folder) throws IOException {
    if (!Files.exists(folder)) {
      return;
    }
    try (Stream<Path> entries = Files.list(folder)) {
      if (entries.anyMatch(it -> !it.getFileName().toString().startsWith("."))) {
        throw fault(source, "is there already and is not empty", "name another one");
      }
    } catch (NotDirectoryException e) {
      throw fault(source, "is a file", "name another one");
    }
  }

  private static SourceException fault(String source, String what, String remedy) {
    return new SourceException(new SourceFault.InvalidFolder(source, what, remedy));
  }

  /** From the class path; the files of one name are the same in all templates. */
  private static String content(String file) throws IOException {
    try (var stream = DirectoryTemplate.class.getResourceAsStream("/directory-template/" + file)) {
      if (stream == null) {
        throw new UncheckedIOException(new IOException("the program lacks " + file));
      }
      return new String(stream.readAllBytes(), StandardCharsets.UTF_8);
    }
  }
}
