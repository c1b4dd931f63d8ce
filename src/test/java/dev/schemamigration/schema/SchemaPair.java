package dev.schemamigration.schema;

import dev.schemamigration.schema.script.Rename;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Two schemas, one to be made of the other. */
public record SchemaPair(
    String name, int minServerVersion, List<String> renames, String before, String after) {
  private static final Path FOLDER = Path.of("src/test/resources/schema-pairs");
  private static final Pattern FORM =
      Pattern.compile(
          "(?:-- server (?<server>\\d+)\n)?(?<renames>(?:-- rename .+\n)*)"
              + "-- before\n(?<before>.*)-- after\n(?<after>.*)",
          Pattern.DOTALL);

  /** All pairs of the corpus, by name. */
  public static List<SchemaPair> all() {
    try (Stream<Path> files = Files.list(FOLDER)) {
      return files.sorted().map(SchemaPair::read).toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static SchemaPair read(Path file) {
    try {
      var parts = FORM.matcher(Files.readString(file));
      if (!parts.matches()) {
        throw new IllegalStateException(file + " is no pair");
      }
      return new SchemaPair(
          file.getFileName().toString().replace(".sql", ""),
          parts.group("server") == null ? 13 : Integer.parseInt(parts.group("server")),
          parts.group("renames").lines().map(it -> it.substring("-- rename ".length())).toList(),
          parts.group("before"),
          parts.group("after"));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The renames, of objects in schema public. */
  public List<Rename> renamed() {
    return renames.stream()
        .map(it -> it.split("="))
        .map(it -> new Rename("public." + it[0], it[1]))
        .toList();
  }

  /** The renames that undo them. */
  public List<Rename> renamedBack() {
    return renamed().reversed().stream().map(Rename::inverse).toList();
  }

  /** Which of four parts of the corpus it belongs to, so that no test class takes long. */
  int quarter() {
    return Math.floorMod(name.hashCode(), 4);
  }

  @Override
  public String toString() {
    return name;
  }
}
