package dev.schemamigration.source;

import dev.schemamigration.source.fault.QuotedText;
import dev.schemamigration.source.fault.SourceException;
import dev.schemamigration.source.fault.SourceFault;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * Reads the migration directories that are shipped with the program. A packaged class path cannot
 * be listed, so {@code migrations/index} names every file.
 */
public final class BundledDirectories {
  private static final String ROOT = "/migrations/";

  private BundledDirectories() {}

  /** The names of the directories, sorted. */
  public static List<String> names() {
    return index().stream().map(line -> line.substring(0, line.indexOf('/'))).distinct().toList();
  }

  /**
   * Reads one of them.
   *
   * @throws SourceException when there is none of that name
   */
  public static Bundle read(String name) {
    return BundleReader.read(title(name), files(name));
  }

  /** The name of a directory in messages. */
  public static String title(String name) {
    return "bundled " + name;
  }

  /**
   * The files of a directory by path, not parsed.
   *
   * @throws SourceException when there is no directory of that name
   */
  public static Map<String, byte[]> files(String name) {
    if (!names().contains(name)) {
      throw new SourceException(
          new SourceFault.NotFound(
              "bundled " + QuotedText.of(name),
              "there is no bundled directory of that name",
              "use one of: " + String.join(", ", names())));
    }
    var files = new HashMap<String, byte[]>();
    for (var line : index()) {
      if (line.startsWith(name + "/")) {
        files.put(line.substring(name.length() + 1), bytes(line));
      }
    }
    return Map.copyOf(files);
  }

  private static List<String> index() {
    return new String(bytes("index"), StandardCharsets.UTF_8).lines().sorted().toList();
  }

  private static byte[] bytes(String path) {
    try (InputStream stream = BundledDirectories.class.getResourceAsStream(ROOT + path)) {
      return Objects.requireNonNull(stream, () -> ROOT + path + " is not on the class path")
          .readAllBytes();
    } catch (IOException e) {
      throw new UncheckedIOException(ROOT + path, e);
    }
  }
}
