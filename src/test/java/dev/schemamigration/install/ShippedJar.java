package dev.schemamigration.install;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;

/**
 * A library of the packaged application. The packager names its file {@code
 * group.artifact-version.jar}.
 */
record ShippedJar(String group, String artifact, String version) {
  private static final Pattern FILE = Pattern.compile("(.+?)-(\\d[^/]*)\\.jar");

  /** Every library below {@code folder}, the packaged application. */
  static List<ShippedJar> below(Path folder) throws IOException {
    try (var files = Files.walk(folder.resolve("lib"))) {
      return files
          .filter(it -> it.toString().endsWith(".jar"))
          .sorted()
          .map(it -> of(it.getFileName().toString()))
          .toList();
    }
  }

  /**
   * Takes a file's name apart. Neither group nor artifact is marked: the artifact is what follows
   * the last point, but for artifacts that have points themselves.
   *
   * @throws IllegalArgumentException for a name without a version
   */
  static ShippedJar of(String file) {
    var parts = FILE.matcher(file);
    if (!parts.matches()) {
      throw new IllegalArgumentException("no library with a version: " + file);
    }
    var name = parts.group(1);
    var cut = name.lastIndexOf('.');
    return new ShippedJar(name.substring(0, cut), name.substring(cut + 1), parts.group(2));
  }
}
