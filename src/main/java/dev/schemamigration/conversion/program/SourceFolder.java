package dev.schemamigration.conversion.program;

import java.util.List;

/** The folder that a tool is told: that of its files, which may be below the one that was named. */
final class SourceFolder {
  private SourceFolder() {}

  /** Its path below the folder that was named; empty text for that itself. */
  static String of(List<String> sources) {
    return sources.stream().map(SourceFolder::parent).findFirst().orElse("");
  }

  /** Whether all files are in it, where the tool looks for them. */
  static boolean isFlat(List<String> sources) {
    return sources.stream().map(SourceFolder::parent).distinct().count() <= 1;
  }

  private static String parent(String path) {
    return path.substring(0, Math.max(0, path.lastIndexOf('/')));
  }
}
