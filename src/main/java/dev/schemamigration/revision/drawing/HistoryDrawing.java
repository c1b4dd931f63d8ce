package dev.schemamigration.revision.drawing;

import dev.schemamigration.revision.HistoryListing;
import dev.schemamigration.revision.RevisionGraph;
import dev.schemamigration.text.Printable;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * A history to be drawn.
 *
 * @param nodes newest first: each comes before what it follows or depends on
 */
public record HistoryDrawing(List<DrawnNode> nodes) {
  public HistoryDrawing {
    nodes = List.copyOf(nodes);
  }

  /**
   * A drawing of these revisions, each by itself.
   *
   * @param newestFirst ids; what they follow or depend on outside of these is named, not drawn
   * @param current ids of where the database stands
   * @param standings by id; what is missing is unknown
   */
  public static HistoryDrawing of(
      RevisionGraph graph,
      List<String> newestFirst,
      Set<String> current,
      Map<String, Standing> standings) {
    var drawn = new HashSet<>(newestFirst);
    var listing = new HistoryListing(graph);
    return new HistoryDrawing(
        newestFirst.stream()
            .map(
                id -> {
                  var revision = graph.get(id);
                  var parents = List.copyOf(revision.downRevisions());
                  var needs =
                      graph.parentsOf(id).stream().filter(it -> !parents.contains(it)).toList();
                  var standing = standings.getOrDefault(id, Standing.UNKNOWN);
                  var text =
                      listing.drawnLine(id, current, parents.stream().allMatch(drawn::contains))
                          + standing.mark()
                          + (revision.message().isEmpty() ? "" : ", " + revision.message());
                  return new DrawnNode(
                      id,
                      parents.stream().filter(drawn::contains).toList(),
                      needs.stream().filter(drawn::contains).toList(),
                      1,
                      !revision.branchLabels().isEmpty() || !drawn.containsAll(graph.parentsOf(id)),
                      Printable.line(text),
                      standing,
                      current.contains(id));
                })
            .toList());
  }

  /** The same, with each run of revisions that tell nothing of their own drawn as one node. */
  public HistoryDrawing collapsed() {
    return new HistoryDrawing(RunCollapse.of(nodes));
  }
}
