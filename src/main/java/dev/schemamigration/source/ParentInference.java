package dev.schemamigration.source;

import dev.schemamigration.source.fault.FileLocation;
import dev.schemamigration.source.fault.QuotedText;
import dev.schemamigration.source.fault.SourceException;
import dev.schemamigration.source.fault.SourceFault;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Gives every file its parents. A file whose header is silent follows what the files before it, in
 * load order, end in: in a folder without headers that is the file before it.
 */
final class ParentInference {
  private final String source;
  private final Map<String, FileLocation> placeOfId = new HashMap<>();
  private final Set<String> ends = new LinkedHashSet<>();
  private final Set<String> followed = new HashSet<>();

  private ParentInference(String source) {
    this.source = source;
  }

  /**
   * The revisions, in the same order.
   *
   * @throws SourceException when two files have one id, or it is open which of several ends a file
   *     follows
   */
  static List<RevisionFile> arrange(String source, List<ChangelogFile> inLoadOrder) {
    var order = new ParentInference(source);
    inLoadOrder.forEach(order::refuseDuplicate);
    var revisions = new ArrayList<RevisionFile>();
    for (var file : inLoadOrder) {
      revisions.add(file.asRevision(order.place(file)));
    }
    return revisions;
  }

  private void refuseDuplicate(ChangelogFile file) {
    var earlier = placeOfId.put(file.id(), file.place());
    if (earlier != null) {
      throw new SourceException(
          new SourceFault.InvalidGraph(
              source,
              "%s and %s are both revision %s; give one of them another id"
                  .formatted(earlier.file(), file.place().file(), QuotedText.of(file.id()))));
    }
  }

  private List<String> place(ChangelogFile file) {
    var header = file.header();
    var parents =
        header.standsAlone() ? header.downRevisions().orElse(List.of()) : inferredParent(file);
    parents.forEach(ends::remove);
    followed.addAll(parents);
    if (!followed.contains(file.id())) {
      ends.add(file.id());
    }
    return parents;
  }

  private List<String> inferredParent(ChangelogFile file) {
    if (ends.size() > 1) {
      throw file.place()
          .fault(
              "does not say what it follows, and the files before it end in %d revisions: %s"
                  .formatted(ends.size(), ends.stream().collect(Collectors.joining(", "))),
              "add a line \"down_revision: …\" at its top");
    }
    return List.copyOf(ends);
  }
}
