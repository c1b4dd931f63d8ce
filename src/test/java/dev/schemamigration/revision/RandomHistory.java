package dev.schemamigration.revision;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.stream.IntStream;

/** Draws histories by lot: the same seed, the same history. */
public final class RandomHistory {
  private final Random random;

  public RandomHistory(long seed) {
    this.random = new Random(seed);
  }

  /** One line: each revision follows the one before. */
  public static List<Revision> linear(int size) {
    return IntStream.range(0, size)
        .mapToObj(i -> revision(i, i == 0 ? List.of() : List.of(i - 1), List.of(), List.of()))
        .toList();
  }

  /** Forks, merges, several bases, labels and dependencies, about as many as in large projects. */
  public List<Revision> bushy(int size) {
    List<Revision> drawn = new ArrayList<>(size);
    List<Integer> heads = new ArrayList<>();
    for (int i = 0; i < size; i++) {
      List<Integer> parents = parents(i, heads);
      List<Integer> needs =
          i > 0 && random.nextInt(10) == 0 ? List.of(random.nextInt(i)) : List.of();
      List<String> labels = random.nextInt(20) == 0 ? List.of("label" + i) : List.of();
      drawn.add(revision(i, parents, labels, needs));
      heads.removeAll(parents);
      heads.add(i);
    }
    return drawn;
  }

  /**
   * A small history of a shape of its own: how often it forks, merges, begins anew, depends and has
   * labels is drawn by lot too. At most one revision has two dependencies.
   */
  public List<Revision> varied(int size) {
    int forks = random.nextInt(60);
    int merges = random.nextInt(40);
    int bases = random.nextInt(30);
    int needs = random.nextInt(40);
    boolean hexadecimal = random.nextBoolean();
    List<String> ids = new ArrayList<>();
    List<Revision> drawn = new ArrayList<>();
    List<String> heads = new ArrayList<>();
    boolean twice = false;
    for (int i = 0; i < size; i++) {
      String id = hexadecimal ? "%010x%02d".formatted(random.nextLong(1L << 40), i) : word(i);
      List<String> parents = parents(ids, heads, bases, merges, forks);
      List<String> dependencies = new ArrayList<>();
      if (i > 0 && random.nextInt(100) < needs) {
        dependencies.add(anyOf(ids));
        if (!twice && random.nextInt(4) == 0) {
          dependencies.add(anyOf(ids));
          twice = true;
        }
      }
      dependencies.removeAll(parents);
      List<String> labels = random.nextInt(12) == 0 ? List.of("label" + i) : List.of();
      drawn.add(
          new Revision(id, parents, labels, dependencies.stream().distinct().toList(), "rev " + i));
      heads.removeAll(parents);
      heads.add(id);
      ids.add(id);
    }
    return drawn;
  }

  private List<String> parents(
      List<String> ids, List<String> heads, int bases, int merges, int forks) {
    if (ids.isEmpty() || random.nextInt(100) < bases) {
      return List.of();
    }
    if (ids.size() > 1 && random.nextInt(100) < merges) {
      List<String> some = new ArrayList<>(heads.size() > 1 && random.nextInt(3) > 0 ? heads : ids);
      Collections.shuffle(some, random);
      return List.copyOf(some.subList(0, Math.min(some.size(), 2 + random.nextInt(2))));
    }
    return List.of(random.nextInt(100) < forks ? anyOf(ids) : anyOf(heads));
  }

  private String word(int index) {
    return "" + (char) ('a' + random.nextInt(26)) + (char) ('a' + random.nextInt(26)) + index;
  }

  /** A set of applied revisions that is closed under parents. */
  public Set<String> reachableState(RevisionGraph graph) {
    Set<String> tops = new HashSet<>();
    for (String id : graph.ids()) {
      if (random.nextInt(Math.max(2, graph.ids().size() / 2)) == 0) {
        tops.add(id);
      }
    }
    return graph.ancestorsOf(tops);
  }

  public <T> T anyOf(List<T> choices) {
    return choices.get(random.nextInt(choices.size()));
  }

  public Random random() {
    return random;
  }

  private List<Integer> parents(int index, List<Integer> heads) {
    int lot = random.nextInt(100);
    if (index == 0 || lot < 3) {
      return List.of();
    }
    if (lot < 12 && heads.size() > 1) {
      int first = random.nextInt(heads.size());
      int second = (first + 1 + random.nextInt(heads.size() - 1)) % heads.size();
      return List.of(heads.get(first), heads.get(second));
    }
    return lot < 75
        ? List.of(heads.get(random.nextInt(heads.size())))
        : List.of(Math.max(0, index - 1 - random.nextInt(20)));
  }

  private static Revision revision(
      int index, List<Integer> parents, List<String> labels, List<Integer> needs) {
    return new Revision(
        id(index),
        parents.stream().map(RandomHistory::id).toList(),
        labels,
        needs.stream().filter(it -> !parents.contains(it)).map(RandomHistory::id).toList(),
        "rev " + index);
  }

  /** Ids whose order is unrelated to the history. */
  private static String id(int index) {
    return "%04x%05d".formatted((index * 40503) & 0xffff, index);
  }
}
