package dev.schemamigration.revision;

import java.util.Arrays;
import java.util.Optional;
import java.util.function.IntFunction;
import java.util.function.IntPredicate;

/**
 * Follows a number of steps along down revisions, where each step must have exactly one way to go.
 * Base is the node below all bases.
 */
final class RelativeSteps {
  static final int BASE = -1;
  static final int NOWHERE = -2;
  static final IntPredicate ANYWHERE = node -> true;

  /** The result where history ends before the steps do. */
  interface End {
    int of(int node, int taken);

    /** No result: the fault is thrown. */
    static End refused(IntFunction<TargetFault> fault) {
      return (node, taken) -> {
        throw fault.apply(taken).asException();
      };
    }

    /** The end of history. */
    End STAYS = (node, taken) -> node;

    /** The result {@link #NOWHERE}. */
    End LOST = (node, taken) -> NOWHERE;
  }

  private final RevisionGraph graph;
  private final String target;
  private final End end;

  /**
   * @param target as it was written, for messages
   */
  RelativeSteps(RevisionGraph graph, String target, End end) {
    this.graph = graph;
    this.target = target;
    this.end = end;
  }

  /** Counts from a revision that the target names, or from base; history must be long enough. */
  static RelativeSteps from(RevisionGraph graph, int start, int steps, String target) {
    return new RelativeSteps(
        graph, target, End.refused(taken -> tooFar(graph, start, steps, target, taken)));
  }

  /** The fault when history ends so many steps from a revision that the target names. */
  static TargetFault tooFar(
      RevisionGraph graph, int start, int steps, String target, int possible) {
    Optional<String> from = start == BASE ? Optional.empty() : Optional.of(graph.idAt(start));
    return new TargetFault.WalkedTooFar(target, from, steps, possible);
  }

  /**
   * The node after the steps; negative steps go down.
   *
   * @param onBranch which revisions steps up may enter
   * @throws RevisionException when a step has several ways to go, or history ends and that is
   *     refused
   */
  int walk(int start, int steps, IntPredicate onBranch) {
    int at = start;
    for (int taken = 0; taken < Math.abs(steps); taken++) {
      int[] ways = steps > 0 ? up(at, onBranch) : down(at);
      if (ways.length == 0) {
        return end.of(at, taken);
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
        at == BASE
            ? graph.nodes(graph.bases()).stream().toArray()
            : graph.adjacency().followers[at];
    return Arrays.stream(ways).filter(onBranch).toArray();
  }

  private int[] down(int at) {
    if (at == BASE) {
      return new int[0];
    }
    int[] ways = graph.adjacency().downs[at];
    return ways.length == 0 ? new int[] {BASE} : ways;
  }
}
