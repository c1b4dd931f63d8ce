package dev.schemamigration.conversion.layout;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** Reads the output of {@code alembic history --verbose}. */
final class AlembicHistory {
  private AlembicHistory() {}

  /**
   * One revision.
   *
   * @param path of its file
   */
  record Entry(
      String id, List<String> parents, List<String> dependsOn, String message, String path) {}

  /** The revisions, newest first. */
  static List<Entry> parse(String output) {
    var entries = new ArrayList<Entry>();
    String id = "";
    List<String> parents = List.of();
    List<String> dependsOn = List.of();
    String message = "";
    String path = "";
    for (var line : output.lines().toList()) {
      if (line.startsWith("Rev: ")) {
        add(entries, new Entry(id, parents, dependsOn, message, path));
        id = line.substring("Rev: ".length()).split(" ")[0];
        parents = List.of();
        dependsOn = List.of();
        message = "";
        path = "";
      } else if (line.startsWith("Parent: ") || line.startsWith("Merges: ")) {
        parents = names(line);
      } else if (line.startsWith("Also depends on: ")) {
        dependsOn = names(line);
      } else if (line.startsWith("Path: ")) {
        path = line.substring("Path: ".length()).strip();
      } else if (message.isEmpty() && line.startsWith("    ")) {
        message = line.strip();
      }
    }
    add(entries, new Entry(id, parents, dependsOn, message, path));
    return entries;
  }

  private static void add(List<Entry> entries, Entry entry) {
    if (!entry.id().isEmpty()) {
      entries.add(entry);
    }
  }

  private static List<String> names(String line) {
    return Stream.of(line.substring(line.indexOf(": ") + 2).split(","))
        .map(String::strip)
        .filter(it -> !it.isEmpty() && !it.equals("<base>"))
        .toList();
  }
}
