package dev.schemamigration.revision.dag;

import java.util.Arrays;
import java.util.BitSet;

/**
 * Removes from each revision's dependencies those that an ancestor on its own line already
 * declares. The set of revisions that must come before stays the same; only the line to follow next
 * becomes unambiguous. Sixty-four dependencies are tracked at a time, so that memory stays linear.
 */
public final class DependencyReduction {
  private final Adjacency adjacency;
  private final int[][] kept;
  private final long[] declaredBelow;
  private final int[] bitOf;

  private DependencyReduction(Adjacency adjacency) {
    this.adjacency = adjacency;
    this.kept = adjacency.dependencies.clone();
    this.declaredBelow = new long[adjacency.size()];
    this.bitOf = new int[adjacency.size()];
  }

  /** The down revisions, then the dependencies that no ancestor on the line declares. */
  public static int[][] parents(Adjacency adjacency) {
    if (adjacency.parents == adjacency.downs) {
      return adjacency.downs;
    }
    DependencyReduction work = new DependencyReduction(adjacency);
    int[] shared = work.declaredMoreThanOnce();
    int[] order = Adjacency.parentsFirst(adjacency.downs, adjacency.followers);
    for (int start = 0; start < shared.length; start += Long.SIZE) {
      work.follow(
          Arrays.copyOfRange(shared, start, Math.min(start + Long.SIZE, shared.length)), order);
    }
    return Adjacency.joined(adjacency.downs, work.kept);
  }

  private int[] declaredMoreThanOnce() {
    BitSet once = new BitSet();
    BitSet again = new BitSet();
    for (int[] declared : adjacency.dependencies) {
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
    for (int node : order) {
      long below = 0;
      for (int down : adjacency.downs[node]) {
        below |= declaredBelow[down];
      }
      long own = 0;
      for (int dependency : adjacency.dependencies[node]) {
        own |= bitOf[dependency] < 0 ? 0 : 1L << bitOf[dependency];
      }
      if ((own & below) != 0) {
        long repeated = own & below;
        kept[node] =
            Arrays.stream(kept[node])
                .filter(it -> bitOf[it] < 0 || (repeated & 1L << bitOf[it]) == 0)
                .toArray();
      }
      declaredBelow[node] = below | own;
    }
  }
}
