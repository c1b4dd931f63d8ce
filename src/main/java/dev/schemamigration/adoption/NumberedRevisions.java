package dev.schemamigration.adoption;

import dev.schemamigration.revision.RevisionGraph;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;

/** Indexes the revisions of a graph by the version number that their id is, lowest first. */
final class NumberedRevisions {
  private final SortedMap<VersionNumber, List<String>> byNumber = new TreeMap<>();

  NumberedRevisions(RevisionGraph graph) {
    for (var id : graph.ids()) {
      VersionNumber.parse(id)
          .ifPresent(it -> byNumber.computeIfAbsent(it, key -> new ArrayList<>()).add(id));
    }
  }

  /** Whether no id is a version number. */
  boolean none() {
    return byNumber.isEmpty();
  }

  /** The ids of a version; several when they write the same version in different ways. */
  List<String> at(VersionNumber number) {
    return byNumber.getOrDefault(number, List.of());
  }

  /** All ids up to a version and including it. */
  Set<String> upTo(VersionNumber number) {
    var ids = new TreeSet<String>();
    byNumber.forEach(
        (it, same) -> {
          if (it.compareTo(number) <= 0) {
            ids.addAll(same);
          }
        });
    return ids;
  }
}
