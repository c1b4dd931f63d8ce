package dev.schemamigration.revision;

import java.util.BitSet;
import java.util.List;

/**
 * A branch as a target names it: by a label, or by any revision of it.
 *
 * @param name as it was written
 * @param place the revision it names
 * @param lineage what that revision descends from and what descends from it, itself included
 */
record Branch(String name, int place, BitSet lineage) {

  /**
   * The branch that the target asks for.
   *
   * @throws RevisionException with {@link TargetFault.UnknownBranch} when nothing is called so, or
   *     several are
   */
  static Branch find(RevisionGraph graph, String name, String target) {
    try {
      int place = graph.names().find(name, any -> true);
      return new Branch(name, place, graph.lineage(place));
    } catch (RevisionException unknown) {
      List<String> candidates =
          unknown.fault() instanceof TargetFault.Ambiguous(String text, List<String> names)
              ? names
              : List.of();
      throw new TargetFault.UnknownBranch(name, target, candidates).asException();
    }
  }

  /** The branch that a revision is on, named after it. */
  static Branch through(RevisionGraph graph, int place) {
    return new Branch(graph.idAt(place), place, graph.lineage(place));
  }

  boolean has(int other) {
    return lineage.get(other);
  }
}
