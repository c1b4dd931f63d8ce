package dev.schemamigration.revision;

import static dev.schemamigration.revision.Quoting.quote;

import dev.schemamigration.revision.dag.Reachability;
import java.util.Arrays;
import java.util.BitSet;
import java.util.Collection;
import java.util.List;
import java.util.Optional;

/**
 * Resolves a range {@code start:end} to its revisions: both ends included, and only those on the
 * lines that follow the start. Either end may be left out or be {@code current}; the start may
 * count down from the heads ({@code -3:}), the end up from the start ({@code abc:+2}).
 */
public final class HistoryRange {
  private static final String CURRENT = "current";

  private final RevisionGraph graph;
  private final Collection<String> current;
  private final String range;
  private final String start;
  private final String end;

  private HistoryRange(
      RevisionGraph graph, Collection<String> current, String range, String start, String end) {
    this.graph = graph;
    this.current = current;
    this.range = range;
    this.start = start;
    this.end = end;
  }

  /**
   * The revisions of the range, newest first.
   *
   * @param current the heads of the database; used only where the range contains {@code current}
   * @throws RevisionException with a {@link TargetFault} when an end has no meaning or the ends are
   *     not on one line
   */
  public static List<String> revisions(
      RevisionGraph graph, String range, Collection<String> current) {
    String[] ends = range.strip().split(":", -1);
    if (ends.length != 2) {
      throw new TargetFault.Malformed(range, "a range is \"start:end\", \"start:\" or \":end\"")
          .asException();
    }
    return new HistoryRange(graph, current, range, ends[0], ends[1]).revisions();
  }

  private List<String> revisions() {
    BitSet targets = targets();
    BitSet shown = Reachability.from(targets, graph.adjacency().parents);
    BitSet from = lowerEnd(shown, targets);
    if (!from.isEmpty()) {
      UpgradeTarget.requireDistinct(graph, from);
      shown.andNot(Reachability.from(from, graph.adjacency().parents));
      shown.or(from);
      shown.and(Reachability.from(from, graph.adjacency().followers));
    }
    return graph
        .order()
        .newestFirstAcrossGaps(shown, targets)
        .orElseThrow(
            () ->
                notARange(
                    "its end is reached only through revisions that do not follow its start"));
  }

  /** A start with a branch narrows the end: to revisions shown with that label, or to its line. */
  private BitSet targets() {
    BitSet targets = end.equals(CURRENT) ? currentEnd() : namedEnd();
    Optional<Branch> branch = branchOfStart();
    if (branch.isPresent() && graph.ids().contains(branch.get().name())) {
      targets.and(branch.get().lineage());
    } else if (branch.isPresent()) {
      EffectiveLabels labels = new EffectiveLabels(graph);
      targets.stream()
          .filter(node -> !labels.of(node).contains(branch.get().name()))
          .forEach(targets::clear);
    }
    return targets;
  }

  private BitSet currentEnd() {
    BitSet nodes = AppliedRevisions.nodes(graph, current);
    UpgradeTarget.requireDistinct(graph, nodes);
    return nodes;
  }

  private BitSet namedEnd() {
    String text = end.isEmpty() ? "heads" : end;
    TargetText parsed = TargetText.parse(text);
    if (!parsed.isRelative()) {
      return UpgradeTarget.upperEnd(graph, List.of(), text);
    }
    if (countsDown() && parsed.branch().isEmpty()) {
      throw notARange("both ends count, but nothing says from where; name one of them");
    }
    BitSet from = countsDown() ? countedFromHeads() : namedStart();
    return UpgradeTarget.upperEnd(graph, List.copyOf(graph.idsOf(from)), text);
  }

  /** The start of the range; empty for base. All of it must come before the targets. */
  private BitSet lowerEnd(BitSet required, BitSet targets) {
    BitSet from = countsDown() ? countedStart(required, targets) : namedStart();
    requireContained(from, required);
    return from;
  }

  private BitSet namedStart() {
    if (start.equals(CURRENT)) {
      return AppliedRevisions.nodes(graph, current);
    }
    BitSet from = new BitSet();
    if (!start.isEmpty()) {
      String name = TargetText.parse(start).name();
      Arrays.stream(TargetSymbol.all(graph, name, branchOfStart(), start)).forEach(from::set);
    }
    return from;
  }

  private boolean countsDown() {
    return TargetText.parse(start)
        .counted()
        .filter(counted -> counted.symbol().isEmpty() && counted.steps() < 0)
        .isPresent();
  }

  /** Counts down from every head; where history is shorter, from the named end of the range. */
  private BitSet countedStart(BitSet required, BitSet targets) {
    int[] reached = belowHeads();
    BitSet from = new BitSet();
    Arrays.stream(reached).filter(node -> node >= 0).forEach(from::set);
    requireContained(from, required);
    for (int node : reached) {
      if (node == RelativeSteps.BASE) {
        throw notARange(quote(start) + " leads to base; leave out the start");
      }
    }
    for (int i = 0; i < reached.length; i++) {
      if (reached[i] == RelativeSteps.NOWHERE) {
        return belowTheEnd(targets, countedHeads()[i], i == 0);
      }
    }
    return from;
  }

  private BitSet countedFromHeads() {
    BitSet from = new BitSet();
    for (int node : belowHeads()) {
      if (node < 0) {
        throw notARange(quote(start) + " leads to base or past it; name the start");
      }
      from.set(node);
    }
    return from;
  }

  private int[] belowHeads() {
    RelativeSteps walk = new RelativeSteps(graph, start, RelativeSteps.End.LOST);
    return Arrays.stream(countedHeads())
        .map(head -> walk.walk(head, steps(), RelativeSteps.ANYWHERE))
        .toArray();
  }

  private int[] countedHeads() {
    Optional<Branch> branch = branchOfStart();
    return graph.nodes(graph.topHeads()).stream()
        .filter(node -> branch.isEmpty() || branch.get().has(node))
        .toArray();
  }

  /** Counts down from the end where the first head has too few ancestors. */
  private BitSet belowTheEnd(BitSet targets, int head, boolean isFirst) {
    boolean named = graph.names().only(TargetText.parse(end).name()).isPresent();
    if (!named || !isFirst) {
      int possible =
          new RelativeSteps(graph, start, (node, taken) -> taken)
              .walk(head, steps(), RelativeSteps.ANYWHERE);
      throw new TargetFault.TooManySteps(start, List.of(graph.idAt(head)), steps(), possible)
          .asException();
    }
    BitSet from = new BitSet();
    int reached =
        new RelativeSteps(graph, start, RelativeSteps.End.STAYS)
            .walk(targets.nextSetBit(0), steps(), RelativeSteps.ANYWHERE);
    if (reached != RelativeSteps.BASE) {
      from.set(reached);
    }
    return from;
  }

  private int steps() {
    return TargetText.parse(start).counted().orElseThrow().steps();
  }

  private Optional<Branch> branchOfStart() {
    return TargetText.parse(start).branch().map(name -> Branch.find(graph, name, start));
  }

  private void requireContained(BitSet from, BitSet required) {
    from.stream()
        .filter(node -> !required.get(node))
        .mapToObj(graph::idAt)
        .findFirst()
        .ifPresent(
            id -> {
              throw notARange("revision " + quote(id) + " does not come before its end");
            });
  }

  private RevisionException notARange(String reason) {
    return new TargetFault.NotARange(range, reason).asException();
  }
}
