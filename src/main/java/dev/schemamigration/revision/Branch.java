package dev.schemamigration.revision;

import java.util.BitSet;

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
   * @throws RevisionException when nothing is called so, or several are
   */
  static Branch find(RevisionGraph graph, String name, String target) {
    try {
      int place = graph.names().find(name, any -> true);
      return new Branch(name, place, graph.lineage(place));
    } catch (RevisionException unknown) {
      if (unknown.fault() instanceof TargetFault.UnknownRevision) {
        throw new TargetFault.UnknownBranch(name, target).asException();
      }
      throw unknown;
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
