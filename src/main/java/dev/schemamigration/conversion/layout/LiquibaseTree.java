package dev.schemamigration.conversion.layout;

import dev.schemamigration.conversion.layout.LiquibaseFile.Part;
import dev.schemamigration.conversion.model.Note;
import dev.schemamigration.conversion.model.ToolFile;
import dev.schemamigration.text.NaturalOrder;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Follows the includes of changelogs to those that hold changesets. */
final class LiquibaseTree {
  private final Map<String, LiquibaseFile> changelogs = new LinkedHashMap<>();
  private final List<Leaf> leaves = new ArrayList<>();
  private final List<Note> notes = new ArrayList<>();
  private final Set<String> used = new HashSet<>();

  /**
   * A changelog with changesets.
   *
   * @param changes what of its includes it lacks now
   */
  record Leaf(ToolFile file, List<String> changes) {}

  LiquibaseTree(List<ToolFile> files) {
    for (var file : files) {
      LiquibaseFile.of(file).ifPresent(it -> changelogs.put(file.path(), it));
    }
    var masters = changelogs.values().stream().filter(LiquibaseFile::includes).toList();
    var included = new HashSet<String>();
    for (var master : masters) {
      for (var part : master.parts()) {
        targets(master, part).forEach(it -> included.add(it.file().path()));
      }
    }
    var tops = masters.stream().filter(it -> !included.contains(it.file().path())).toList();
    if (masters.isEmpty()) {
      changelogs.values().stream()
          .sorted(
              Comparator.comparing((LiquibaseFile it) -> it.file().path(), NaturalOrder.INSTANCE))
          .forEach(it -> enter(it, List.of()));
    } else if (tops.size() == 1) {
      enter(tops.getFirst(), List.of());
    } else {
      tops.forEach(
          it ->
              note(
                  it.file(),
                  Note.Outcome.FAILED,
                  "there are several master changelogs; import the directory of one"));
    }
  }

  private void enter(LiquibaseFile changelog, List<String> changes) {
    if (!used.add(changelog.file().path())) {
      return;
    }
    boolean changesets =
        changelog.parts().stream().anyMatch(it -> it.kind().equalsIgnoreCase("changeSet"));
    if (!changelog.includes()) {
      leaves.add(new Leaf(changelog.file(), changes));
      return;
    }
    if (changesets) {
      note(
          changelog.file(),
          Note.Outcome.FAILED,
          "it holds changesets beside includes; move them into a file of their own and include it");
      return;
    }
    note(changelog.file(), Note.Outcome.PASSED_OVER, "its order is that of the revisions");
    var below = new ArrayList<>(changes);
    for (var part : changelog.parts()) {
      if (part.kind().equals("property")) {
        below.add(
            "its property "
                + part.attribute("name")
                + " is to be a parameter: "
                + part.attribute("value"));
      } else if (part.isInclude()) {
        include(changelog, part, below);
      }
    }
  }

  private void include(LiquibaseFile changelog, Part part, List<String> below) {
    var context =
        part.attribute("context") + part.attribute("contextFilter") + part.attribute("labels");
    var targets = targets(changelog, part);
    if (!context.isEmpty()) {
      note(
          changelog.file(),
          Note.Outcome.FAILED,
          "an include has contexts or labels (" + context + "); write them at the changesets");
    } else if (targets.isEmpty()) {
      note(
          changelog.file(),
          Note.Outcome.FAILED,
          part.attribute("file")
              + part.attribute("path")
              + " is not in the directory, or no changelog");
    }
    targets.forEach(it -> enter(it, below));
  }

  private List<LiquibaseFile> targets(LiquibaseFile changelog, Part part) {
    if (!part.isInclude()) {
      return List.of();
    }
    boolean all = part.kind().equals("includeAll");
    var path = plain(part.attribute(all ? "path" : "file"));
    var from = changelog.file().path();
    var folder = from.contains("/") ? from.substring(0, from.lastIndexOf('/') + 1) : "";
    var wanted = normal(part.isRelative() ? folder + path : path);
    return all
        ? below(wanted)
        : find(wanted).or(() -> find(normal(folder + path))).stream().toList();
  }

  private List<LiquibaseFile> below(String folder) {
    var prefix = folder.endsWith("/") ? folder : folder + "/";
    return changelogs.values().stream()
        .filter(
            it -> it.file().path().startsWith(prefix) || it.file().path().contains("/" + prefix))
        .sorted(Comparator.comparing(it -> it.file().path()))
        .toList();
  }

  /** The directory may be above or below the one that paths begin at. */
  private Optional<LiquibaseFile> find(String path) {
    return Optional.ofNullable(changelogs.get(path))
        .or(
            () ->
                changelogs.values().stream()
                    .filter(
                        it ->
                            it.file().path().endsWith("/" + path)
                                || path.endsWith("/" + it.file().path()))
                    .findFirst());
  }

  private static String plain(String path) {
    var slashes = path.replace('\\', '/');
    return slashes.startsWith("classpath:") ? slashes.substring("classpath:".length()) : slashes;
  }

  private static String normal(String path) {
    var parts = new ArrayList<String>();
    for (var part : path.split("/")) {
      if (part.equals("..") && !parts.isEmpty()) {
        parts.removeLast();
      } else if (!part.isEmpty() && !part.equals(".")) {
        parts.add(part);
      }
    }
    return String.join("/", parts);
  }

  void note(ToolFile file, Note.Outcome outcome, String detail) {
    notes.add(new Note(file.path(), outcome, detail));
  }

  List<Leaf> leaves() {
    return List.copyOf(leaves);
  }

  List<Note> notes() {
    return List.copyOf(notes);
  }

  Set<String> used() {
    return Set.copyOf(used);
  }
}
