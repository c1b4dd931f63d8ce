package dev.schemamigration.revision;

import dev.schemamigration.revision.dag.Reachability;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.function.IntPredicate;

/**
 * Resolves the argument of {@code upgrade} for the current heads of a database. It may count from
 * them ({@code +1}, {@code label@+1}).
 */
public final class UpgradeTarget {
  private final RevisionGraph graph;
  private final Collection<String> heads;
  private final String text;
  private final boolean stopsAtTheEnd;

  private UpgradeTarget(
      RevisionGraph graph, Collection<String> heads, String text, boolean stopsAtTheEnd) {
    this.graph = graph;
    this.heads = heads;
    this.text = text;
    this.stopsAtTheEnd = stopsAtTheEnd;
  }

  /**
   * The revisions to upgrade to, in load order; none means that there are none.
   *
   * @param heads the current heads of the database
   * @throws RevisionException with a {@link TargetFault} when the text has no meaning, or with an
   *     {@link AppliedFault} when the steps begin at a head that the graph does not have
   */
  public static List<String> resolve(RevisionGraph graph, Collection<String> heads, String text) {
    UpgradeTarget target = new UpgradeTarget(graph, heads, text, false);
    return List.copyOf(graph.idsOf(target.distinct()));
  }

  /** As {@link #resolve}, but steps that go past the newest revision stop there. */
  static BitSet upperEnd(RevisionGraph graph, Collection<String> heads, String text) {
    return new UpgradeTarget(graph, heads, text, true).distinct();
  }

  private BitSet distinct() {
    BitSet nodes = new BitSet();
    Arrays.stream(nodes()).filter(node -> node != RelativeSteps.BASE).forEach(nodes::set);
    requireDistinct(graph, nodes);
    return nodes;
  }

  static void requireDistinct(RevisionGraph graph, BitSet targets) {
    AppliedRevisions.overlap(graph, targets)
        .ifPresent(
            it -> {
              throw new TargetFault.OverlappingTargets(it.revision(), it.contained()).asException();
            });
  }

  private int[] nodes() {
    if (text.contains(":")) {
      throw new TargetFault.RangeNotAllowed(text).asException();
    }
    TargetText parsed = TargetText.parse(text);
    Optional<TargetText.Counted> counted = parsed.counted();
    if (counted.isEmpty() || graph.names().exactly(parsed.name()).isPresent()) {
      return TargetSymbol.all(graph, parsed.name(), branch(parsed), text);
    }
    String symbol = counted.get().symbol();
    int steps = counted.get().steps();
    if (symbol.isEmpty()) {
      return new int[] {fromCurrent(steps, parsed)};
    }
    return new int[] {steps > 0 ? above(symbol, steps, parsed) : below(symbol, steps, parsed)};
  }

  private int above(String symbol, int steps, TargetText parsed) {
    int start = TargetSymbol.one(graph, symbol, Optional.empty(), text);
    RelativeSteps.End refused =
        RelativeSteps.End.refused(taken -> RelativeSteps.tooFar(graph, start, steps, text, taken));
    return walk(refused).walk(start, steps, on(branch(parsed)));
  }

  /** Base is no target of an upgrade, so counting down must end above it. */
  private int below(String symbol, int steps, TargetText parsed) {
    int start = TargetSymbol.one(graph, symbol, branch(parsed), text);
    int end =
        RelativeSteps.from(graph, start, steps, text).walk(start, steps, RelativeSteps.ANYWHERE);
    if (end == RelativeSteps.BASE) {
      throw RelativeSteps.tooFar(graph, start, steps, text, Math.max(0, -steps - 1)).asException();
    }
    return end;
  }

  private int fromCurrent(int steps, TargetText parsed) {
    if (steps <= 0) {
      throw new TargetFault.WrongWay(text, true).asException();
    }
    Optional<Branch> branch = branch(parsed);
    List<Integer> starts = starts(branch);
    if (starts.size() > 1) {
      throw new TargetFault.SeveralCurrent(text, starts.stream().map(graph::idAt).sorted().toList())
          .asException();
    }
    int start = starts.isEmpty() ? RelativeSteps.BASE : starts.getFirst();
    List<String> from = start == RelativeSteps.BASE ? List.of() : List.of(graph.idAt(start));
    RelativeSteps.End refused =
        RelativeSteps.End.refused(taken -> new TargetFault.TooManySteps(text, from, steps, taken));
    return walk(refused).walk(start, steps, on(branch));
  }

  private RelativeSteps walk(RelativeSteps.End refused) {
    return new RelativeSteps(graph, text, stopsAtTheEnd ? RelativeSteps.End.STAYS : refused);
  }

  /** The heads to count from; on a branch, else the newest applied revisions of its line. */
  private List<Integer> starts(Optional<Branch> branch) {
    if (heads.size() > 1 && branch.isEmpty()) {
      throw new TargetFault.SeveralCurrent(text, heads.stream().sorted().toList()).asException();
    }
    BitSet headNodes = AppliedRevisions.nodes(graph, heads);
    List<Integer> starts = on(headNodes, branch);
    return starts.isEmpty() && branch.isPresent() ? tips(headNodes, branch) : starts;
  }

  private List<Integer> tips(BitSet headNodes, Optional<Branch> branch) {
    BitSet tips = new BitSet();
    List<Integer> active = on(Reachability.from(headNodes, graph.adjacency().parents), branch);
    active.forEach(tips::set);
    for (int node : active) {
      for (int parent : graph.lineParents()[node]) {
        tips.clear(parent);
      }
    }
    return tips.stream().boxed().toList();
  }

  private static List<Integer> on(BitSet nodes, Optional<Branch> branch) {
    List<Integer> found = new ArrayList<>();
    nodes.stream().filter(on(branch)).forEach(found::add);
    return found;
  }

  private static IntPredicate on(Optional<Branch> branch) {
    return node -> branch.isEmpty() || branch.get().has(node);
  }

  private Optional<Branch> branch(TargetText parsed) {
    return parsed.branch().map(name -> Branch.find(graph, name, text));
  }
}
