package dev.schemamigration.testing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The attacks in {@code src/test/resources/hostile}: one changelog each, the files that some of
 * them refer to, and in {@code expected.txt} the message that each must be refused with. {@code
 * -Dgolden.update=true} rewrites the messages.
 */
public final class HostileChangelogs {
  private static final Path FOLDER = Path.of("src/test/resources/hostile");
  private static final Path EXPECTED = FOLDER.resolve("expected.txt");

  private HostileChangelogs() {}

  /** Names of all attacks. */
  public static Stream<String> names() {
    try (var files = Files.list(FOLDER)) {
      return files
          .filter(Files::isRegularFile)
          .map(it -> it.getFileName().toString())
          .filter(it -> !it.equals("expected.txt"))
          .sorted()
          .toList()
          .stream();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** What the attack is called in its source, where it follows a revision 0. */
  public static String revisionFile(String name) {
    return "1_" + name;
  }

  /**
   * An attack and the files beside it, as a source has them, with {@code detector}'s places in it.
   */
  public static Map<String, byte[]> source(String name, AttackDetector detector) {
    var source = new LinkedHashMap<String, byte[]>();
    source.put(
        revisionFile(name),
        detector.fill(read(FOLDER.resolve(name))).getBytes(StandardCharsets.UTF_8));
    try (var files = Files.list(FOLDER.resolve("files"))) {
      files.forEach(
          it -> source.put("files/" + it.getFileName(), read(it).getBytes(StandardCharsets.UTF_8)));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return source;
  }

  /** Reason and message by attack. */
  public static Map<String, String> expected() {
    var expected = new TreeMap<String, String>();
    var lines = read(EXPECTED).lines().filter(it -> !it.isBlank()).toList();
    for (int i = 0; i < lines.size(); i += 2) {
      expected.put(lines.get(i), lines.get(i + 1).strip());
    }
    return expected;
  }

  /** Whether the messages are to be written and not compared. */
  public static boolean updating() {
    return Boolean.getBoolean("golden.update");
  }

  /** Writes the messages. */
  public static void update(Map<String, String> messages) {
    try {
      Files.writeString(
          EXPECTED,
          new TreeMap<>(messages)
              .entrySet().stream()
                  .map(it -> it.getKey() + "\n  " + it.getValue() + "\n")
                  .collect(Collectors.joining()));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static String read(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
