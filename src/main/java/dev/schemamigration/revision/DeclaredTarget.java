package dev.schemamigration.revision;

import dev.schemamigration.revision.dag.Reachability;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;
import java.util.Optional;

/**
 * A declared target: one or several, separated by commas. It has the same meaning at every
 * reconcile, so it cannot count from the current state.
 *
 * <p>When every part names a branch ({@code label@head}), only those branches are governed. One
 * part without a branch makes the whole target govern all revisions.
 */
public record DeclaredTarget(List<String> parts) {
  public DeclaredTarget {
    parts = List.copyOf(parts);
  }

  /**
   * Parses a declared target.
   *
   * @throws RevisionException with a {@link TargetFault} when it is no target or counts from the
   *     current state
   */
  public static DeclaredTarget parse(String text) {
    List<String> parts = Arrays.stream(text.split(",", -1)).map(String::strip).toList();
    for (String part : parts) {
      if (part.isEmpty()) {
        throw new TargetFault.Malformed(
                text, "a part is empty; name a revision, \"head\" or \"base\"")
            .asException();
      }
      if (part.contains(":")) {
        throw new TargetFault.RangeNotAllowed(part).asException();
      }
      if (TargetText.parse(part).isRelative()) {
        throw new TargetFault.RelativeDeclaration(part).asException();
      }
    }
    return new DeclaredTarget(parts);
  }

  /**
   * The target resolved in this graph.
   *
   * @throws RevisionException with a {@link TargetFault} when it has no meaning there
   */
  public ResolvedTarget resolve(RevisionGraph graph) {
    BitSet targets = new BitSet();
    BitSet governed = new BitSet();
    boolean all = false;
    for (String part : parts) {
      TargetText text = TargetText.parse(part);
      Optional<Branch> branch = text.branch().map(name -> Branch.find(graph, name, part));
      for (int node : nodes(graph, text, branch)) {
        targets.set(node);
      }
      branch.ifPresent(it -> governed.or(it.lineage()));
      all |= branch.isEmpty();
    }
    return new ResolvedTarget(
        graph.headsOf(graph.idsOf(Reachability.from(targets, graph.adjacency().parents))),
        all ? Optional.empty() : Optional.of(graph.idsOf(governed)));
  }

  private static int[] nodes(RevisionGraph graph, TargetText text, Optional<Branch> branch) {
    Optional<TargetText.Counted> counted = text.counted();
    if (counted.isEmpty() || graph.names().exactly(text.name()).isPresent()) {
      return TargetSymbol.all(graph, text.name(), branch, text.text());
    }
    int steps = counted.get().steps();
    int start = TargetSymbol.one(graph, counted.get().symbol(), branch, text.text());
    int node =
        RelativeSteps.from(graph, start, steps, text.text())
            .walk(start, steps, it -> branch.isEmpty() || branch.get().has(it));
    return node == RelativeSteps.BASE ? new int[0] : new int[] {node};
  }
}
