package dev.schemamigration.revision;

import dev.schemamigration.revision.dag.Reachability;
import java.util.BitSet;
import java.util.Collection;
import java.util.List;
import java.util.Optional;

/**
 * The arguments of {@code stamp}, resolved for the current heads of a database.
 *
 * @param revisions the revisions to record; none for base
 * @param replaced the heads that they replace
 */
public record StampTarget(List<String> revisions, List<String> replaced) {
  public StampTarget {
    revisions = List.copyOf(revisions);
    replaced = List.copyOf(replaced);
  }

  /**
   * Resolves the arguments. A revision that another one contains changes nothing.
   *
   * @throws RevisionException with a {@link TargetFault} when one has no meaning, with an {@link
   *     AppliedFault} when a head is not in the graph
   */
  public static StampTarget resolve(
      RevisionGraph graph, Collection<String> heads, List<String> targets) {
    BitSet headNodes = AppliedRevisions.nodes(graph, heads);
    List<Named> named = targets.stream().map(text -> Named.of(graph, text)).toList();
    BitSet revisions = new BitSet();
    named.forEach(target -> revisions.or(target.nodes()));
    revisions.andNot(Reachability.beyond(revisions, graph.adjacency().parents));
    BitSet affected = new BitSet();
    for (Named target : named) {
      if (target.nodes().isEmpty() || target.nodes().intersects(revisions)) {
        affected.or(affectedHeads(graph, headNodes, target));
      }
    }
    boolean moves = revisions.isEmpty();
    for (int node = revisions.nextSetBit(0); node >= 0; node = revisions.nextSetBit(node + 1)) {
      moves |= !affected.get(node) && line(graph, node).intersects(affected);
    }
    return new StampTarget(
        List.copyOf(graph.idsOf(revisions)),
        moves ? List.copyOf(graph.idsOf(affected)) : List.of());
  }

  private record Named(BitSet nodes, Optional<Branch> branch) {
    static Named of(RevisionGraph graph, String text) {
      TargetText parsed = TargetText.parse(text);
      Optional<Branch> branch = parsed.branch().map(name -> Branch.find(graph, name, text));
      BitSet nodes = new BitSet();
      for (int node : TargetSymbol.all(graph, parsed.name(), branch, text)) {
        nodes.set(node);
      }
      return new Named(nodes, branch);
    }
  }

  /** The heads that share a line with a target; all of them for a bare base. */
  private static BitSet affectedHeads(RevisionGraph graph, BitSet headNodes, Named target) {
    BitSet affected = (BitSet) headNodes.clone();
    if (target.nodes().isEmpty() && target.branch().isEmpty()) {
      return affected;
    }
    BitSet lines = new BitSet();
    target.nodes().stream().forEach(node -> lines.or(line(graph, node)));
    target.branch().ifPresent(it -> lines.or(line(graph, it.node())));
    affected.and(lines);
    return affected;
  }

  /** The ancestors and dependents of a revision, dependencies included. */
  private static BitSet line(RevisionGraph graph, int node) {
    BitSet line = Reachability.from(node, graph.adjacency().parents);
    line.or(Reachability.from(node, graph.adjacency().dependents));
    return line;
  }
}
