package dev.schemamigration.revision.dag;

import java.util.Arrays;

/**
 * The edges of a graph as adjacency lists. A node is the index of a revision in the load order.
 * Linear in nodes and edges.
 */
public final class Adjacency {
  /** The down revisions of each node, as its file lists them. */
  public final int[][] downs;

  /** The dependencies of each node, as its file lists them. */
  public final int[][] dependencies;

  /** The nodes that must come directly before each node: down revisions, then dependencies. */
  public final int[][] parents;

  /** The nodes that have each node as a down revision, in load order. */
  public final int[][] followers;

  /** The nodes that follow or depend on each node, in load order. */
  public final int[][] dependents;

  public Adjacency(int[][] downs, int[][] dependencies) {
    this.downs = downs;
    this.dependencies = dependencies;
    this.parents = joined(downs, dependencies);
    this.followers = reversed(downs);
    this.dependents = parents == downs ? followers : reversed(parents);
  }

  public int size() {
    return downs.length;
  }

  /**
   * Each list of the first with the new elements of the second; the first itself where nothing is
   * added.
   */
  static int[][] joined(int[][] first, int[][] second) {
    int[][] all = first;
    for (int i = 0; i < first.length; i++) {
      if (second[i].length > 0) {
        if (all == first) {
          all = first.clone();
        }
        all[i] = joined(first[i], second[i]);
      }
    }
    return all;
  }

  private static int[] joined(int[] first, int[] second) {
    int[] all = Arrays.copyOf(first, first.length + second.length);
    int length = first.length;
    for (int candidate : second) {
      if (!contains(first, candidate)) {
        all[length++] = candidate;
      }
    }
    return Arrays.copyOf(all, length);
  }

  private static boolean contains(int[] values, int wanted) {
    for (int value : values) {
      if (value == wanted) {
        return true;
      }
    }
    return false;
  }

  private static int[][] reversed(int[][] edges) {
    int[] counts = new int[edges.length];
    for (int[] targets : edges) {
      for (int target : targets) {
        counts[target]++;
      }
    }
    int[][] reversed = new int[edges.length][];
    for (int i = 0; i < edges.length; i++) {
      reversed[i] = new int[counts[i]];
    }
    Arrays.fill(counts, 0);
    for (int i = 0; i < edges.length; i++) {
      for (int target : edges[i]) {
        reversed[target][counts[target]++] = i;
      }
    }
    return reversed;
  }

  /** All nodes, parents before children; those in or above a cycle are left out. */
  public static int[] parentsFirst(int[][] parents, int[][] children) {
    int[] open = new int[parents.length];
    int[] order = new int[parents.length];
    int length = 0;
    for (int i = 0; i < parents.length; i++) {
      open[i] = parents[i].length;
      if (open[i] == 0) {
        order[length++] = i;
      }
    }
    for (int done = 0; done < length; done++) {
      for (int child : children[order[done]]) {
        if (--open[child] == 0) {
          order[length++] = child;
        }
      }
    }
    return Arrays.copyOf(order, length);
  }
}
