package dev.schemamigration.testing;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * A folder of texts that a program is to print. With {@code -Dgolden.update=true} they are written
 * instead of compared.
 *
 * @param folder below {@code src/test/resources}
 */
public record GoldenFiles(String folder) {
  /** Requires that the file of this name holds this text. */
  public void compare(String name, String text) {
    try {
      var file = path().resolve(name + ".txt");
      if (Boolean.getBoolean("golden.update")) {
        Files.createDirectories(path());
        Files.writeString(file, text);
      }
      assertThat(text)
          .as("%s; run with -Dgolden.update=true and look at what changes", file)
          .isEqualTo(Files.exists(file) ? Files.readString(file) : "");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The names that there are. */
  public Set<String> names() {
    try (var files = Files.list(path())) {
      return files
          .map(it -> it.getFileName().toString().replaceFirst("\\.txt$", ""))
          .collect(Collectors.toCollection(TreeSet::new));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private Path path() {
    return Path.of("src", "test", "resources", folder);
  }
}
