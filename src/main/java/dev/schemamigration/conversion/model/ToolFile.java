package dev.schemamigration.conversion.model;

import java.util.Objects;

/**
 * A file of a migration directory.
 *
 * @param path below the directory, with slashes
 */
public record ToolFile(String path, String text) {
  public ToolFile {
    Objects.requireNonNull(path);
    Objects.requireNonNull(text);
  }

  /** Its name without the folders. */
  public String name() {
    return path.substring(path.lastIndexOf('/') + 1);
  }

  /** The name of its folder without those above; empty at the top. */
  public String folder() {
    int end = path.lastIndexOf('/');
    return end < 0 ? "" : path.substring(path.lastIndexOf('/', end - 1) + 1, end);
  }
}
