package dev.schemamigration.install;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.apache.maven.artifact.versioning.ComparableVersion;

/**
 * A published advisory about one library: the versions from {@code first} up to, but without,
 * {@code fixed}.
 *
 * @param artifact group and artifact with a colon; an asterisk at the end stands for any rest
 * @param first the first affected version, {@code -} for every one before the fix
 * @param fixed the first version without the fault, {@code -} if there is none yet
 */
record Advisory(String id, String artifact, String first, String fixed, String what) {
  private static final Path LIST = Path.of("hack/advisories.tsv");
  private static final String ANY = "-";

  /** Reads hack/advisories.tsv. */
  static List<Advisory> all() throws IOException {
    try (var lines = Files.lines(LIST)) {
      return lines.filter(it -> !it.startsWith("#")).map(Advisory::parse).toList();
    }
  }

  private static Advisory parse(String line) {
    var cells = line.split("\t");
    if (cells.length != 5) {
      throw new IllegalArgumentException(LIST + ": five cells expected: " + line);
    }
    return new Advisory(cells[0], cells[1], cells[2], cells[3], cells[4]);
  }

  boolean isAbout(ShippedJar jar) {
    var name = jar.group() + ":" + jar.artifact();
    return artifact.endsWith("*")
        ? name.startsWith(artifact.substring(0, artifact.length() - 1))
        : name.equals(artifact);
  }

  boolean affects(ShippedJar jar) {
    var version = new ComparableVersion(jar.version());
    return isAbout(jar)
        && (first.equals(ANY) || version.compareTo(new ComparableVersion(first)) >= 0)
        && (fixed.equals(ANY) || version.compareTo(new ComparableVersion(fixed)) < 0);
  }
}
