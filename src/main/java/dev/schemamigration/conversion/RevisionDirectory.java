package dev.schemamigration.conversion;

import dev.schemamigration.source.BundleReader;
import dev.schemamigration.source.fault.SourceException;
import dev.schemamigration.source.fault.SourceFault;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.LinkedHashMap;

/** A directory that revision files are written into. */
public final class RevisionDirectory {
  private final Path folder;
  private final String name;

  public RevisionDirectory(Path folder) {
    this.folder = folder;
    this.name = "directory " + folder;
  }

  /**
   * Writes converted files, all of them or none: never into a directory that holds anything, and
   * only what is a valid graph.
   *
   * @throws SourceException when it cannot be written
   */
  public void write(Conversion conversion) {
    var bytes = new LinkedHashMap<String, byte[]>();
    conversion
        .files()
        .forEach((path, text) -> bytes.put(path, text.getBytes(StandardCharsets.UTF_8)));
    BundleReader.read(name, bytes).graph();
    try {
      Files.createDirectories(folder);
      try (var entries = Files.list(folder)) {
        if (entries.findAny().isPresent()) {
          throw fault("is not empty", "name one that is empty or missing");
        }
      }
      for (var file : bytes.entrySet()) {
        Files.write(folder.resolve(file.getKey()), file.getValue(), StandardOpenOption.CREATE_NEW);
      }
    } catch (IOException e) {
      throw fault("cannot be written: " + e.getMessage(), "permit it to this process");
    }
  }

  private SourceException fault(String what, String remedy) {
    return new SourceException(new SourceFault.InvalidFolder(name, what, remedy));
  }
}
