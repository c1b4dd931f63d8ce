package dev.schemamigration.source;

import dev.schemamigration.source.fault.FileLocation;
import dev.schemamigration.source.fault.QuotedText;
import dev.schemamigration.source.fault.SourceException;
import dev.schemamigration.source.fault.SourceFault;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Determines the parents of every file. A file that declares none follows the head of the files
 * before it in load order: in a folder without headers that is the file before it. One that
 * declares a parent further down is passed over until that parent has its place.
 */
final class ParentInference {
  private final String source;
  private final Map<String, FileLocation> locationById = new HashMap<>();
  private final Set<String> heads = new LinkedHashSet<>();
  private final Set<String> followed = new HashSet<>();
  private final Set<String> placed = new HashSet<>();
  private final Map<String, List<RevisionFile>> waiting = new HashMap<>();

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
      var revision = file.asRevision(inference.parents(file));
      revisions.add(revision);
      inference.place(revision);
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
    return parents;
  }

  /** Makes a file a head, and those above it that wait for it, once all of its parents are. */
  private void place(RevisionFile file) {
    var open = new ArrayDeque<>(List.of(file));
    while (!open.isEmpty()) {
      var next = open.pop();
      var parents = next.revision().downRevisions();
      var missing =
          parents.stream()
              .filter(it -> locationById.containsKey(it) && !placed.contains(it))
              .findFirst();
      if (missing.isPresent()) {
        waiting.computeIfAbsent(missing.get(), it -> new ArrayList<>()).add(next);
        continue;
      }
      placed.add(next.id());
      parents.forEach(heads::remove);
      followed.addAll(parents);
      if (!followed.contains(next.id())) {
        heads.add(next.id());
      }
      open.addAll(Optional.ofNullable(waiting.remove(next.id())).orElse(List.of()));
    }
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
