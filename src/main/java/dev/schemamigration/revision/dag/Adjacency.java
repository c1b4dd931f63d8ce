package dev.schemamigration.revision.dag;

import java.util.Arrays;

/**
 * The edges of a graph between revisions given as their places in the load order. Linear in
 * revisions and edges.
 */
public final class Adjacency {
  /** What each revision follows, as its file lists it. */
  public final int[][] downs;

  /** What each revision depends on besides, as its file lists it. */
  public final int[][] dependencies;

  /** All that must come before each revision: downs, then dependencies. */
  public final int[][] parents;

  /** What follows each revision, in load order. */
  public final int[][] followers;

  /** What follows or depends on each revision, in load order. */
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

  /** Each first list and what the second adds to it; the first itself where nothing is added. */
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

  /** All places, parents before children; those in or above a cycle are left out. */
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
