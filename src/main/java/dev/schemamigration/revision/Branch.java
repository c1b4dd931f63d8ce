package dev.schemamigration.revision;

import java.util.BitSet;
import java.util.List;

/**
 * A branch as a target names it: by a label, or by any revision of it.
 *
 * @param name as it was written
 * @param node the revision it names
 * @param lineage what that revision descends from and what descends from it, itself included
 */
record Branch(String name, int node, BitSet lineage) {

  /**
   * The branch that a target names.
   *
   * @throws RevisionException with {@link TargetFault.UnknownBranch} when no revision or several
   *     have the name
   */
  static Branch find(RevisionGraph graph, String name, String target) {
    try {
      int node = graph.names().find(name, any -> true);
      return new Branch(name, node, graph.lineage(node));
    } catch (RevisionException unknown) {
      List<String> candidates =
          unknown.fault() instanceof TargetFault.Ambiguous(String text, List<String> names)
              ? names
              : List.of();
      throw new TargetFault.UnknownBranch(name, target, candidates).asException();
    }
  }

  /** The branch through a revision, named after it. */
  static Branch through(RevisionGraph graph, int node) {
    return new Branch(graph.idAt(node), node, graph.lineage(node));
  }

  boolean has(int other) {
    return lineage.get(other);
  }
}
