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
  private static final Pattern ENTRYPOINT = Pattern.compile("(?s)\\nENTRYPOINT (\\[.*?])");
  private static final Pattern COMMAND = Pattern.compile("\\nCMD (\\[.*?])");
  private static final Pattern WORD = Pattern.compile("\"(.*?)\"");
  private static final Pattern VARIABLE = Pattern.compile("(?m)^ENV (\\w+)=(\\S+)$");

  private ContainerImage() {}

  /** The program of the container with all its flags. */
  public static List<String> command() {
    return Stream.of(ENTRYPOINT, COMMAND)
        .flatMap(list -> WORD.matcher(only(list).group(1)).results())
        .map(word -> here(word.group(1)))
        .toList();
  }

  /** The variables that the container sets. */
  public static Map<String, String> environment() {
    return VARIABLE
        .matcher(text())
        .results()
        .collect(Collectors.toMap(it -> it.group(1), it -> it.group(2)));
  }

  private static String here(String word) {
    if (word.equals("java")) {
      return ProcessHandle.current().info().command().orElse("java");
    }
    return word.replace("/app/", APPLICATION + "/");
  }

  private static MatchResult only(Pattern pattern) {
    return pattern
        .matcher(text())
        .results()
        .findFirst()
        .orElseThrow(() -> new IllegalStateException(CONTAINERFILE + " has no " + pattern));
  }

  private static String text() {
    try {
      return Files.readString(CONTAINERFILE);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
