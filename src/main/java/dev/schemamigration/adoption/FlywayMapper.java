package dev.schemamigration.adoption;

import dev.schemamigration.adoption.ForeignHistory.Flyway.Row;
import dev.schemamigration.revision.RevisionGraph;
import dev.schemamigration.source.RevisionFile;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * Maps Flyway's history: Flyway records every file by rank. What was undone or deleted later does
 * not count; a baseline includes every version up to it; repeatable migrations are not adopted. A
 * version is matched by the name of its file or by a revision id that is the same number.
 */
final class FlywayMapper {
  private final RevisionGraph graph;
  private final List<RevisionFile> files;
  private final NumberedRevisions numbered;
  private final List<String> notes = new ArrayList<>();

  FlywayMapper(RevisionGraph graph, List<RevisionFile> files) {
    this.graph = graph;
    this.files = files;
    this.numbered = new NumberedRevisions(graph);
  }

  MappedHistory of(ForeignHistory.Flyway history) {
    var applied = new LinkedHashMap<String, Row>();
    Optional<Row> baseline = Optional.empty();
    for (var row : history.rows()) {
      refuseFailed(history, row);
      if (row.version().isEmpty()) {
        noteRepeatable(row);
      } else if (row.type().equals("DELETE") || row.type().startsWith("UNDO")) {
        applied.remove(row.version().get());
      } else if (row.type().endsWith("BASELINE")) {
        baseline = Optional.of(row);
      } else {
        applied.put(row.version().get(), row);
      }
    }
    var revisions = new TreeSet<String>();
    baseline.ifPresent(it -> revisions.addAll(upTo(history, it)));
    applied.values().forEach(it -> revisions.add(revision(history, it)));
    return new MappedHistory(revisions, notes);
  }

  private static void refuseFailed(ForeignHistory.Flyway history, Row row) {
    if (!row.success()) {
      throw new AdoptionRefusal(
          "%s (%s) has a failed migration: %s"
              .formatted(history.tool(), history.table(), row.script()),
          "repair the database by hand and run flyway repair");
    }
  }

  private void noteRepeatable(Row row) {
    if (!row.type().equals("SCHEMA") && !row.type().equals("DELETE")) {
      var note = "repeatable migration " + row.script() + " is not taken over";
      if (!notes.contains(note)) {
        notes.add(note);
      }
    }
  }

  private Set<String> upTo(ForeignHistory.Flyway history, Row baseline) {
    var version = baseline.version().orElseThrow();
    var number = VersionNumber.parse(version);
    if (number.isEmpty() || numbered.none()) {
      throw new AdoptionRefusal(
          "%s (%s) has a baseline at version %s, and the ids of the source's revisions are no versions to compare it with; %s"
              .formatted(
                  history.tool(), history.table(), version, RevisionHints.near(graph, version)),
          "name the files after Flyway's versions");
    }
    return numbered.upTo(number.get());
  }

  private String revision(ForeignHistory.Flyway history, Row row) {
    var sameFile =
        files.stream()
            .filter(it -> lastName(it.path()).equals(lastName(row.script())))
            .map(RevisionFile::id)
            .toList();
    var version = row.version().orElseThrow();
    var found =
        sameFile.isEmpty()
            ? VersionNumber.parse(version).map(numbered::at).orElse(List.of())
            : sameFile;
    if (found.size() != 1) {
      throw new AdoptionRefusal(
          "%s (%s) has run version %s (%s), %s"
              .formatted(
                  history.tool(),
                  history.table(),
                  version,
                  row.script(),
                  found.isEmpty()
                      ? "which the source does not have; " + RevisionHints.near(graph, version)
                      : "which several revisions of the source answer to: "
                          + RevisionHints.listed(found)),
          "add one revision with that version as its id, or a file of the same name");
    }
    return found.getFirst();
  }

  private static String lastName(String path) {
    return path.substring(Math.max(path.lastIndexOf('/'), path.lastIndexOf('\\')) + 1);
  }
}
