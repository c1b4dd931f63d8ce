package dev.schemamigration.testing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** What the container starts, as a command and environment of this machine. */
public final class ContainerImage {
  private static final Path CONTAINERFILE = Path.of("Containerfile");
  private static final Path APPLICATION = Path.of("target", "quarkus-app");
  private static final Path CHART = Path.of("helm/schema-migration-operator/values.yaml");
  private static final Path FILES = Path.of("src", "main", "jib", "app");
  private static final Pattern ENTRYPOINT = Pattern.compile("(?s)\\nENTRYPOINT (\\[.*?])");
  private static final Pattern COMMAND = Pattern.compile("\\nCMD (\\[.*?])");
  private static final Pattern WORD = Pattern.compile("\"(.*?)\"");
  private static final Pattern LIMIT = Pattern.compile("(?s)\\n  limits:.*? memory: (\\d+)Mi\\n");
  private static final Pattern VARIABLE = Pattern.compile("(?m)^ENV (\\w+)=(\\S+)$");

  private ContainerImage() {}

  /** The program of the container with all its flags. */
  public static List<String> command() {
    return Stream.of(ENTRYPOINT, COMMAND)
        .flatMap(list -> WORD.matcher(only(list, text(CONTAINERFILE)).group(1)).results())
        .map(word -> here(word.group(1)))
        .toList();
  }

  /** The variables that the container sets. */
  public static Map<String, String> environment() {
    return VARIABLE
        .matcher(text(CONTAINERFILE))
        .results()
        .collect(Collectors.toMap(it -> it.group(1), it -> it.group(2)));
  }

  /** The memory limit that the chart sets, in bytes. */
  public static long memoryLimit() {
    return Long.parseLong(only(LIMIT, text(CHART)).group(1)) << 20;
  }

  private static String here(String word) {
    if (word.equals("java")) {
      return ProcessHandle.current().info().command().orElse("java");
    }
    var file = word.substring(word.lastIndexOf('/') + 1);
    var folder = Files.exists(FILES.resolve(file)) ? FILES : APPLICATION;
    return word.replace("/app/", folder + "/");
  }

  private static MatchResult only(Pattern pattern, String text) {
    return pattern
        .matcher(text)
        .results()
        .findFirst()
        .orElseThrow(() -> new IllegalStateException("nothing is like " + pattern));
  }

  private static String text(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
