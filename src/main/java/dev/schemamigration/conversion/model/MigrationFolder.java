package dev.schemamigration.conversion.model;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * A directory of another tool.
 *
 * @param path where it is
 * @param files the texts in it, by path
 * @param environment the variables of this process
 */
public record MigrationFolder(Path path, List<ToolFile> files, Map<String, String> environment) {
  public MigrationFolder {
    Objects.requireNonNull(path);
    files = List.copyOf(files);
    environment = Map.copyOf(environment);
  }
}
