package dev.schemamigration.revision.dag;

import java.util.Arrays;
import java.util.BitSet;

/**
 * Leaves out of each revision's dependencies those that a revision below it on its own line already
 * declares. Which revisions must come before is unchanged; only the line to walk down next is
 * clearer. Sixty-four dependencies are followed at a time, so that memory stays linear.
 */
public final class DependencyReduction {
  private final Adjacency wiring;
  private final int[][] kept;
  private final long[] declaredBelow;
  private final int[] bitOf;

  private DependencyReduction(Adjacency wiring) {
    this.wiring = wiring;
    this.kept = wiring.dependencies.clone();
    this.declaredBelow = new long[wiring.size()];
    this.bitOf = new int[wiring.size()];
  }

  /** Downs, then the dependencies that are not declared further down the line already. */
  public static int[][] parents(Adjacency wiring) {
    if (wiring.parents == wiring.downs) {
      return wiring.downs;
    }
    DependencyReduction work = new DependencyReduction(wiring);
    int[] shared = work.declaredMoreThanOnce();
    int[] order = Adjacency.parentsFirst(wiring.downs, wiring.followers);
    for (int start = 0; start < shared.length; start += Long.SIZE) {
      work.follow(
          Arrays.copyOfRange(shared, start, Math.min(start + Long.SIZE, shared.length)), order);
    }
    return Adjacency.joined(wiring.downs, work.kept);
  }

  private int[] declaredMoreThanOnce() {
    BitSet once = new BitSet();
    BitSet again = new BitSet();
    for (int[] declared : wiring.dependencies) {
      for (int dependency : declared) {
        (once.get(dependency) ? again : once).set(dependency);
      }
    }
    return again.stream().toArray();
  }

  private void follow(int[] watched, int[] order) {
    Arrays.fill(bitOf, -1);
    for (int bit = 0; bit < watched.length; bit++) {
      bitOf[watched[bit]] = bit;
    }
    for (int place : order) {
      long below = 0;
      for (int down : wiring.downs[place]) {
        below |= declaredBelow[down];
      }
      long own = 0;
      for (int dependency : wiring.dependencies[place]) {
        own |= bitOf[dependency] < 0 ? 0 : 1L << bitOf[dependency];
      }
      if ((own & below) != 0) {
        long repeated = own & below;
        kept[place] =
            Arrays.stream(kept[place])
                .filter(it -> bitOf[it] < 0 || (repeated & 1L << bitOf[it]) == 0)
                .toArray();
      }
      declaredBelow[place] = below | own;
    }
  }
}
