package dev.schemamigration.app;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Objects;

/** The version of this program, which the build writes into a file. */
final class Version {
  private Version() {}

  static String current() {
    try (var file = Objects.requireNonNull(Version.class.getResourceAsStream("/version.txt"))) {
      return new String(file.readAllBytes(), StandardCharsets.UTF_8).strip();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
