package dev.schemamigration.revision;

import dev.schemamigration.revision.dag.Reachability;
import java.util.BitSet;
import java.util.Collection;
import java.util.List;
import java.util.Optional;

/**
 * What the arguments of {@code stamp} mean, for a database that stands on certain heads.
 *
 * @param revisions the revisions to record; none for base
 * @param replaced the heads whose place they take
 */
public record StampTarget(List<String> revisions, List<String> replaced) {
  public StampTarget {
    revisions = List.copyOf(revisions);
    replaced = List.copyOf(replaced);
  }

  /**
   * Reads the arguments. Naming a revision that another one contains changes nothing.
   *
   * @throws RevisionException with a {@link TargetFault} when one means nothing, with an {@link
   *     AppliedFault} when a head is not in the graph
   */
  public static StampTarget resolve(
      RevisionGraph graph, Collection<String> heads, List<String> targets) {
    BitSet standing = AppliedRevisions.places(graph, heads);
    List<Named> named = targets.stream().map(text -> Named.of(graph, text)).toList();
    BitSet revisions = new BitSet();
    named.forEach(target -> revisions.or(target.places()));
    revisions.andNot(Reachability.beyond(revisions, graph.wiring().parents));
    BitSet spoken = new BitSet();
    for (Named target : named) {
      if (target.places().isEmpty() || target.places().intersects(revisions)) {
        spoken.or(spokenAbout(graph, standing, target));
      }
    }
    boolean moves = revisions.isEmpty();
    for (int place = revisions.nextSetBit(0); place >= 0; place = revisions.nextSetBit(place + 1)) {
      moves |= !spoken.get(place) && line(graph, place).intersects(spoken);
    }
    return new StampTarget(
        List.copyOf(graph.idsOf(revisions)), moves ? List.copyOf(graph.idsOf(spoken)) : List.of());
  }

  private record Named(BitSet places, Optional<Branch> branch) {
    static Named of(RevisionGraph graph, String text) {
      TargetText parsed = TargetText.parse(text);
      Optional<Branch> branch = parsed.branch().map(name -> Branch.find(graph, name, text));
      BitSet places = new BitSet();
      for (int place : TargetSymbol.all(graph, parsed.name(), branch, text)) {
        places.set(place);
      }
      return new Named(places, branch);
    }
  }

  /** The heads that share a line with what a target names; all of them for a bare base. */
  private static BitSet spokenAbout(RevisionGraph graph, BitSet standing, Named target) {
    BitSet spoken = (BitSet) standing.clone();
    if (target.places().isEmpty() && target.branch().isEmpty()) {
      return spoken;
    }
    BitSet lines = new BitSet();
    target.places().stream().forEach(place -> lines.or(line(graph, place)));
    target.branch().ifPresent(it -> lines.or(line(graph, it.place())));
    spoken.and(lines);
    return spoken;
  }

  /** All that leads to a revision or needs it, dependencies included. */
  private static BitSet line(RevisionGraph graph, int place) {
    BitSet line = Reachability.from(place, graph.wiring().parents);
    line.or(Reachability.from(place, graph.wiring().dependents));
    return line;
  }
}
