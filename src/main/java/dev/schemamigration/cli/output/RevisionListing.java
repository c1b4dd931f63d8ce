package dev.schemamigration.cli.output;

import dev.schemamigration.migration.api.Inspection;
import dev.schemamigration.revision.HistoryListing;
import dev.schemamigration.revision.Revision;
import dev.schemamigration.revision.RevisionGraph;
import dev.schemamigration.revision.drawing.HistoryDrawing;
import dev.schemamigration.revision.drawing.Standing;
import dev.schemamigration.source.Bundle;
import dev.schemamigration.source.RevisionFile;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * A history to be listed: that of the source, or that of source and database together.
 *
 * @param current the revisions to be marked as current: the heads of the database, as in Alembic
 * @param paths file of each revision
 * @param standings what the database has of each revision; empty where none was asked
 */
public record RevisionListing(
    RevisionGraph graph,
    HistoryListing listing,
    Set<String> current,
    Map<String, String> paths,
    Map<String, Standing> standings) {

  /** The history of the files. */
  public static RevisionListing of(Bundle bundle) {
    var graph = bundle.graph();
    var paths =
        bundle.files().stream().collect(Collectors.toMap(RevisionFile::id, RevisionFile::path));
    return new RevisionListing(graph, new HistoryListing(graph), Set.of(), paths, Map.of());
  }

  /** The history of files and database together. */
  public static RevisionListing of(Inspection.Read read) {
    return new RevisionListing(
        read.graph(),
        new HistoryListing(read.graph()),
        Set.copyOf(read.heads().ids()),
        read.paths(),
        read.graph().ids().stream().collect(Collectors.toMap(it -> it, it -> standing(read, it))));
  }

  private static Standing standing(Inspection.Read read, String id) {
    if (!read.applied().contains(id)) {
      return Standing.PENDING;
    }
    return read.lost().contains(id)
        ? Standing.ARCHIVED
        : read.edited().contains(id) ? Standing.DIVERGED : Standing.APPLIED;
  }

  /** The same with other marks of current revisions. */
  public RevisionListing marking(List<String> revisions) {
    return new RevisionListing(graph, listing, Set.copyOf(revisions), paths, standings);
  }

  /** The same, without the marks of current revisions. */
  public RevisionListing withoutMarks() {
    return new RevisionListing(graph, listing, Set.of(), paths, Map.of());
  }

  /** These revisions as a drawing. */
  public HistoryDrawing drawing(List<String> newestFirst) {
    return HistoryDrawing.of(graph, newestFirst, current, standings);
  }

  /** The file of a revision. */
  public String path(String id) {
    return paths.getOrDefault(id, "");
  }

  /** A line for each revision, or a block where more is asked for. */
  public List<String> lines(List<String> ids, boolean verbose, Function<String, String> line) {
    if (!verbose) {
      return ids.stream().map(line).toList();
    }
    var lines = new ArrayList<String>();
    for (var id : ids) {
      lines.addAll(listing.details(id, path(id), current));
      lines.add("");
    }
    return lines;
  }

  /** The revisions as a document. */
  public Map<String, Object> document(List<String> ids) {
    return Map.of("revisions", ids.stream().map(this::document).toList());
  }

  private Map<String, Object> document(String id) {
    Revision revision = graph.get(id);
    var document = new LinkedHashMap<String, Object>();
    document.put("revision", id);
    document.put("downRevisions", revision.downRevisions());
    document.put("branchLabels", revision.branchLabels());
    document.put("effectiveLabels", listing.labelsOf(id));
    document.put("dependsOn", revision.dependsOn());
    document.put("message", revision.message());
    document.put("path", path(id));
    document.put("head", graph.childrenOf(id).isEmpty());
    document.put("branchPoint", graph.childrenOf(id).size() > 1);
    document.put("mergePoint", revision.isMerge());
    document.put("current", current.contains(id));
    if (standings.containsKey(id)) {
      document.put("standing", standings.get(id).word());
    }
    return document;
  }
}
