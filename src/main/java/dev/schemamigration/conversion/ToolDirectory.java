package dev.schemamigration.conversion;

import dev.schemamigration.conversion.layout.MigrationLayout;
import dev.schemamigration.conversion.layout.MigrationLayouts;
import dev.schemamigration.conversion.model.MigrationFolder;
import dev.schemamigration.conversion.model.Tool;
import dev.schemamigration.conversion.model.ToolFile;
import dev.schemamigration.source.fault.SourceException;
import dev.schemamigration.source.fault.SourceFault;
import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The migration directory of another tool. */
public final class ToolDirectory {
  private static final int FILES = 10_000;
  private static final long BYTES = 16L << 20;

  private final Path folder;
  private final Map<String, String> environment;
  private final String name;

  /**
   * @param environment the variables of this process, of which {@code ALEMBIC} may name a program
   */
  public ToolDirectory(Path folder, Map<String, String> environment) {
    this.folder = folder;
    this.environment = Map.copyOf(environment);
    this.name = "directory " + folder;
  }

  /**
   * Converts it.
   *
   * @param named the tool; empty where it is to be recognized
   * @throws SourceException when it cannot be read, or no tool is recognized
   */
  public Conversion convert(Optional<Tool> named) {
    var files = files();
    refuseRevisions(files, named);
    var layout = named.map(MigrationLayouts::of).orElseGet(() -> recognized(files));
    try (var converter = new Converter(layout.tool())) {
      return converter.of(layout.read(new MigrationFolder(folder, files, environment)));
    }
  }

  /** Liquibase's changelogs are what revision files are too; only those have its header. */
  private void refuseRevisions(List<ToolFile> files, Optional<Tool> named) {
    var headed = RevisionFolder.headed(files);
    boolean ofLiquibase =
        named.map(it -> it == Tool.LIQUIBASE).orElseGet(() -> isOfNoOtherTool(files));
    if (ofLiquibase && !headed.isEmpty()) {
      throw fault(
          "holds revisions already: %d of its files, %s first, have the header of one"
              .formatted(headed.size(), headed.getFirst()),
          "name it as the source; there is nothing to import");
    }
  }

  private static boolean isOfNoOtherTool(List<ToolFile> files) {
    return MigrationLayouts.recognizing(files).stream().allMatch(it -> it.tool() == Tool.LIQUIBASE);
  }

  private MigrationLayout recognized(List<ToolFile> files) {
    return MigrationLayouts.recognizing(files).stream()
        .findFirst()
        .orElseThrow(() -> unknown(RevisionFolder.size(name, files)));
  }

  private SourceException unknown(int revisions) {
    return revisions > 0
        ? fault(
            "needs no import: its files are a history of %d %s as they are"
                .formatted(revisions, revisions == 1 ? "revision" : "revisions"),
            "name it as the source, or the tool: " + Tool.names())
        : fault(
            "holds the migrations of no tool that is known",
            "name the directory with the files themselves, or the tool: " + Tool.names());
  }

  private List<ToolFile> files() {
    if (!Files.isDirectory(folder)) {
      throw new SourceException(new SourceFault.NotFound(name, "is not there", "correct the path"));
    }
    try (var walk = Files.walk(folder)) {
      var files = new ArrayList<ToolFile>();
      for (var path : (Iterable<Path>) walk.sorted()::iterator) {
        if (Files.isRegularFile(path, LinkOption.NOFOLLOW_LINKS) && !isHidden(path)) {
          file(path).ifPresent(files::add);
        }
        if (files.size() > FILES) {
          throw fault("holds more than " + FILES + " files", "name the directory below it");
        }
      }
      return files;
    } catch (IOException e) {
      throw fault("cannot be read: " + e.getMessage(), "permit it to this process");
    }
  }

  private boolean isHidden(Path path) {
    for (var part : folder.relativize(path)) {
      if (part.toString().startsWith(".")) {
        return true;
      }
    }
    return false;
  }

  /** What is no text is no migration. */
  private Optional<ToolFile> file(Path path) throws IOException {
    if (Files.size(path) > BYTES) {
      throw fault(path + " is larger than 16 MiB", "take it out");
    }
    var below = folder.relativize(path).toString().replace('\\', '/');
    try {
      var text = Files.readString(path);
      return Optional.of(new ToolFile(below, text.startsWith("\uFEFF") ? text.substring(1) : text));
    } catch (CharacterCodingException e) {
      if (below.endsWith(".sql")) {
        throw fault(below + " is not UTF-8", "save it as UTF-8");
      }
      return Optional.empty();
    }
  }

  private SourceException fault(String what, String remedy) {
    return new SourceException(new SourceFault.InvalidFolder(name, what, remedy));
  }
}
