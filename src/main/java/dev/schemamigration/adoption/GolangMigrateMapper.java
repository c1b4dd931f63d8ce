package dev.schemamigration.adoption;

import dev.schemamigration.revision.RevisionGraph;
import java.util.List;

/**
 * Maps golang-migrate's history: it records one number, so that version and every lower one have
 * run.
 */
record GolangMigrateMapper(RevisionGraph graph) {

  MappedHistory of(ForeignHistory.GolangMigrate history) {
    if (history.dirty()) {
      throw new AdoptionRefusal(
          "%s (%s) is dirty at version %s: that migration broke off"
              .formatted(
                  history.tool(),
                  history.table(),
                  history.version().map(String::valueOf).orElse("-1")),
          "repair the database by hand and run migrate force VERSION");
    }
    var version = history.version().orElseThrow();
    var number = VersionNumber.of(version);
    var revisions = new NumberedRevisions(graph);
    if (revisions.at(number).size() != 1) {
      throw new AdoptionRefusal(
          "%s (%s) stands at version %d, %s"
              .formatted(
                  history.tool(),
                  history.table(),
                  version,
                  revisions.at(number).isEmpty()
                      ? "which no revision of the source has as its id; "
                          + RevisionHints.near(graph, String.valueOf(version))
                      : "which is the id of several revisions: "
                          + RevisionHints.listed(revisions.at(number))),
          "give one revision of the source that number as its id");
    }
    return new MappedHistory(revisions.upTo(number), List.of());
  }
}
