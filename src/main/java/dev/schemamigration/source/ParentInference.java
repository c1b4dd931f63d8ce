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
 * Determines the parents of every file. A file that declares none follows the head of the files
 * before it in load order: in a folder without headers that is the file before it.
 */
final class ParentInference {
  private final String source;
  private final Map<String, FileLocation> locationById = new HashMap<>();
  private final Set<String> heads = new LinkedHashSet<>();
  private final Set<String> followed = new HashSet<>();

  private ParentInference(String source) {
    this.source = source;
  }

  /**
   * The revisions, in the same order.
   *
   * @throws SourceException when two files have the same id, or a file that declares no parent
   *     comes after several heads
   */
  static List<RevisionFile> arrange(String source, List<ChangelogFile> inLoadOrder) {
    var inference = new ParentInference(source);
    inLoadOrder.forEach(inference::refuseDuplicate);
    var revisions = new ArrayList<RevisionFile>();
    for (var file : inLoadOrder) {
      revisions.add(file.asRevision(inference.parents(file)));
    }
    return revisions;
  }

  private void refuseDuplicate(ChangelogFile file) {
    var earlier = locationById.put(file.id(), file.location());
    if (earlier != null) {
      throw new SourceException(
          new SourceFault.InvalidGraph(
              source,
              "%s and %s are both revision %s; give one of them another id"
                  .formatted(earlier.file(), file.location().file(), QuotedText.of(file.id()))));
    }
  }

  private List<String> parents(ChangelogFile file) {
    var header = file.header();
    var parents =
        header.declaresNode() ? header.downRevisions().orElse(List.of()) : inferredParent(file);
    parents.forEach(heads::remove);
    followed.addAll(parents);
    if (!followed.contains(file.id())) {
      heads.add(file.id());
    }
    return parents;
  }

  private List<String> inferredParent(ChangelogFile file) {
    if (heads.size() > 1) {
      throw file.location()
          .fault(
              "does not say what it follows, and the files before it end in %d revisions: %s"
                  .formatted(heads.size(), heads.stream().collect(Collectors.joining(", "))),
              "add a line \"down_revision: …\" at its top");
    }
    return List.copyOf(heads);
  }
}
