package dev.schemamigration.revision;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** Resolves the name in a target to one revision, several heads, or base. */
public final class TargetSymbol {
  /** The words of targets and ranges, which can be neither an id nor a label of a revision. */
  public static final Set<String> WORDS = Set.of("head", "heads", "base", "current");

  private static final int SHOWN = 3;

  private TargetSymbol() {}

  /**
   * The nodes that a name without steps means; none for base.
   *
   * @throws RevisionException when it has no meaning
   */
  static int[] all(RevisionGraph graph, String name, Optional<Branch> branch, String target) {
    return switch (name) {
      case "heads" -> heads(graph, branch);
      default -> {
        int node = one(graph, name, branch, target);
        yield node == RelativeSteps.BASE ? new int[0] : new int[] {node};
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
      case "base" -> RelativeSteps.BASE;
      case "head" -> only(graph, versioned(graph, branch), branch, target);
      case "heads" -> only(graph, heads(graph, branch), branch, target);
      default -> revision(graph, name, branch);
    };
  }

  private static int revision(RevisionGraph graph, String name, Optional<Branch> branch) {
    int node = graph.names().find(name, it -> branch.isEmpty() || branch.get().has(it));
    if (branch.isPresent() && !branch.get().has(node)) {
      throw new TargetFault.NotInBranch(graph.idAt(node), branch.get().name()).asException();
    }
    return node;
  }

  /** All heads: those of the branch, or those that no revision depends on. */
  private static int[] heads(RevisionGraph graph, Optional<Branch> branch) {
    return branch
        .map(it -> versioned(graph, branch))
        .orElseGet(() -> graph.nodes(graph.topHeads()).stream().toArray());
  }

  /**
   * The only head; {@link RelativeSteps#BASE} where there are no revisions.
   *
   * @throws RevisionException with {@link TargetFault.SeveralHeads}
   */
  private static int only(
      RevisionGraph graph, int[] heads, Optional<Branch> branch, String target) {
    if (heads.length > 1) {
      throw new TargetFault.SeveralHeads(
              target,
              IntStream.of(heads).mapToObj(graph::idAt).toList(),
              instead(graph, heads, branch))
          .asException();
    }
    return heads.length == 0 ? RelativeSteps.BASE : heads[0];
  }

  private static int[] versioned(RevisionGraph graph, Optional<Branch> branch) {
    return graph.nodes(graph.heads()).stream()
        .filter(node -> branch.isEmpty() || branch.get().has(node))
        .toArray();
  }

  private static List<String> instead(RevisionGraph graph, int[] heads, Optional<Branch> branch) {
    List<String> forms = new ArrayList<>();
    for (int i = 0; i < Math.min(heads.length, SHOWN); i++) {
      int head = heads[i];
      forms.add(
          graph.names().labelsAt(graph.lineage(head)).stream()
              .filter(label -> picks(graph, label, heads))
              .findFirst()
              .map(label -> label + "@head")
              .orElseGet(() -> graph.idAt(head)));
    }
    forms.add(branch.map(it -> it.name() + "@heads").orElse("heads"));
    return forms.stream().distinct().collect(Collectors.toList());
  }

  private static boolean picks(RevisionGraph graph, String label, int[] heads) {
    Branch branch = Branch.find(graph, label, label);
    return IntStream.of(heads).filter(branch::has).count() == 1
        && versioned(graph, Optional.of(branch)).length == 1;
  }
}
