package dev.schemamigration.migration.offline;

import dev.schemamigration.revision.Heads;
import dev.schemamigration.revision.RevisionGraph;
import dev.schemamigration.revision.TargetFault;
import dev.schemamigration.revision.UpgradeTarget;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * The range of a script: the revisions that are applied where it begins, and the target. The start
 * may name several heads, separated by commas.
 *
 * @param applied ids of all of them
 * @param target as it was written
 */
record ScriptRange(Heads heads, Set<String> applied, String target) {
  /**
   * Reads {@code FROM:TO}; without a start it begins at base.
   *
   * @throws dev.schemamigration.revision.RevisionException when an end has no meaning
   */
  static ScriptRange of(RevisionGraph graph, String range) {
    var ends = range.strip().split(":", -1);
    if (ends.length > 2 || ends[ends.length - 1].isBlank()) {
      throw new TargetFault.Malformed(range, "a script goes from one end to another: \"FROM:TO\"")
          .asException();
    }
    return ends.length == 1
        ? at(graph, "base", ends[0].strip())
        : at(graph, ends[0].strip(), ends[1].strip());
  }

  private static ScriptRange at(RevisionGraph graph, String start, String target) {
    var revisions = new LinkedHashSet<String>();
    for (var part : start.isEmpty() ? List.of("base") : List.of(start.split(","))) {
      revisions.addAll(UpgradeTarget.resolve(graph, List.of(), part.strip()));
    }
    Set<String> applied = graph.ancestorsOf(revisions);
    return new ScriptRange(Heads.of(graph.headsOf(applied)), applied, target);
  }

  /** Whether a text says where the script begins. */
  static boolean hasStart(String range) {
    return range.contains(":");
  }
}
