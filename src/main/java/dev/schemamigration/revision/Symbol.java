package dev.schemamigration.revision;

import java.util.Optional;

/** What the name in a target means: one revision, several heads, or base. */
final class Symbol {
  private Symbol() {}

  /**
   * The places that a name without steps means; none for base.
   *
   * @throws RevisionException when it means nothing
   */
  static int[] all(RevisionGraph graph, String name, Optional<Branch> branch, String target) {
    return switch (name) {
      case "heads" -> Heads.all(graph, branch);
      default -> {
        int place = one(graph, name, branch, target);
        yield place == Walk.BASE ? new int[0] : new int[] {place};
      }
    };
  }

  /** As {@link #all}, where one revision or base is wanted. */
  static int one(RevisionGraph graph, String name, Optional<Branch> branch, String target) {
    return switch (name) {
      case "" ->
          throw new TargetFault.Malformed(
                  target, "it names no revision; use an id, a label, \"head\" or \"base\"")
              .asException();
      case "base" -> Walk.BASE;
      case "head" -> Heads.only(graph, Heads.versioned(graph, branch), branch, target);
      case "heads" -> Heads.only(graph, Heads.all(graph, branch), branch, target);
      default -> revision(graph, name, branch);
    };
  }

  private static int revision(RevisionGraph graph, String name, Optional<Branch> branch) {
    int place = graph.names().find(name, it -> branch.isEmpty() || branch.get().has(it));
    if (branch.isPresent() && !branch.get().has(place)) {
      throw new TargetFault.NotInBranch(graph.idAt(place), branch.get().name()).asException();
    }
    return place;
  }
}
