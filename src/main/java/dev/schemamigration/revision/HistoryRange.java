package dev.schemamigration.revision;

import static dev.schemamigration.revision.Quoting.quote;

import dev.schemamigration.revision.dag.Reachability;
import java.util.Arrays;
import java.util.BitSet;
import java.util.Collection;
import java.util.List;
import java.util.Optional;

/**
 * The revisions of a range {@code start:end}, both ends included, of which only those on the lines
 * above the start are shown. Either end may be left out or be {@code current}; the start may count
 * down from the heads ({@code -3:}), the end up from the start ({@code abc:+2}).
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
   * @param current the heads of the database; needed only where the range says {@code current}
   * @throws RevisionException with a {@link TargetFault} when the ends mean nothing or do not lie
   *     on one line
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
    BitSet shown = Reachability.from(targets, graph.wiring().parents);
    BitSet from = lowerEnd(shown, targets);
    if (!from.isEmpty()) {
      UpgradeTarget.requireDistinct(graph, from);
      shown.andNot(Reachability.from(from, graph.wiring().parents));
      shown.or(from);
      shown.and(Reachability.from(from, graph.wiring().followers));
    }
    return graph
        .order()
        .newestFirstAcrossGaps(shown, targets)
        .orElseThrow(
            () ->
                notARange(
                    "its end is reached only through revisions that do not follow its start"));
  }

  /** A start with a branch narrows the end: to what is shown with that label, or to the line. */
  private BitSet targets() {
    BitSet targets = end.equals(CURRENT) ? currentEnd() : namedEnd();
    Optional<Branch> branch = branchOfStart();
    if (branch.isPresent() && graph.ids().contains(branch.get().name())) {
      targets.and(branch.get().lineage());
    } else if (branch.isPresent()) {
      EffectiveLabels labels = new EffectiveLabels(graph);
      targets.stream()
          .filter(place -> !labels.of(place).contains(branch.get().name()))
          .forEach(targets::clear);
    }
    return targets;
  }

  private BitSet currentEnd() {
    BitSet places = AppliedRevisions.places(graph, current);
    UpgradeTarget.requireDistinct(graph, places);
    return places;
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

  /** Where the range starts; nowhere for base. All of it must come before the targets. */
  private BitSet lowerEnd(BitSet required, BitSet targets) {
    BitSet from = countsDown() ? countedStart(required, targets) : namedStart();
    requireContained(from, required);
    return from;
  }

  private BitSet namedStart() {
    if (start.equals(CURRENT)) {
      return AppliedRevisions.places(graph, current);
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

  /** Steps down from every head; where history is shorter, from the named end of the range. */
  private BitSet countedStart(BitSet required, BitSet targets) {
    int[] reached = belowHeads();
    BitSet from = new BitSet();
    Arrays.stream(reached).filter(place -> place >= 0).forEach(from::set);
    requireContained(from, required);
    for (int place : reached) {
      if (place == RelativeSteps.BASE) {
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
    for (int place : belowHeads()) {
      if (place < 0) {
        throw notARange(quote(start) + " leads to base or past it; name the start");
      }
      from.set(place);
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
    return graph.places(graph.topHeads()).stream()
        .filter(place -> branch.isEmpty() || branch.get().has(place))
        .toArray();
  }

  /** Where the first head has too few revisions below it, the end may be counted from instead. */
  private BitSet belowTheEnd(BitSet targets, int head, boolean isFirst) {
    boolean named = graph.names().only(TargetText.parse(end).name()).isPresent();
    if (!named || !isFirst) {
      int possible =
          new RelativeSteps(graph, start, (place, taken) -> taken)
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
        .filter(place -> !required.get(place))
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
