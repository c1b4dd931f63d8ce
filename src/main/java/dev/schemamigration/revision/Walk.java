package dev.schemamigration.revision;

import java.util.Arrays;
import java.util.Optional;
import java.util.function.IntFunction;
import java.util.function.IntPredicate;

/**
 * Counts steps along down revisions, where each step must have one way to go. Base is the place
 * below all bases.
 */
final class Walk {
  static final int BASE = -1;

  private final RevisionGraph graph;
  private final String target;
  private final IntFunction<TargetFault> tooFar;

  /**
   * @param target as it was written, for messages
   * @param tooFar the fault when history ends after so many steps
   */
  Walk(RevisionGraph graph, String target, IntFunction<TargetFault> tooFar) {
    this.graph = graph;
    this.target = target;
    this.tooFar = tooFar;
  }

  /** Steps from a revision that the target names, or from base. */
  static Walk from(RevisionGraph graph, int start, int steps, String target) {
    Optional<String> from = start == BASE ? Optional.empty() : Optional.of(graph.idAt(start));
    return new Walk(
        graph, target, taken -> new TargetFault.WalkedTooFar(target, from, steps, taken));
  }

  /**
   * Where the steps lead; negative ones lead down.
   *
   * @param onBranch which revisions steps up may enter
   * @throws RevisionException where a step has several ways or none
   */
  int walk(int start, int steps, IntPredicate onBranch) {
    int at = start;
    for (int taken = 0; taken < Math.abs(steps); taken++) {
      int[] ways = steps > 0 ? up(at, onBranch) : down(at);
      if (ways.length == 0) {
        throw tooFar.apply(taken).asException();
      }
      if (ways.length > 1) {
        throw new TargetFault.AmbiguousWalk(
                target,
                at == BASE ? Optional.empty() : Optional.of(graph.idAt(at)),
                Arrays.stream(ways).mapToObj(graph::idAt).toList(),
                steps > 0)
            .asException();
      }
      at = ways[0];
    }
    return at;
  }

  private int[] up(int at, IntPredicate onBranch) {
    int[] ways =
        at == BASE ? graph.places(graph.bases()).stream().toArray() : graph.wiring().followers[at];
    return Arrays.stream(ways).filter(onBranch).toArray();
  }

  private int[] down(int at) {
    if (at == BASE) {
      return new int[0];
    }
    int[] ways = graph.wiring().downs[at];
    return ways.length == 0 ? new int[] {BASE} : ways;
  }
}
