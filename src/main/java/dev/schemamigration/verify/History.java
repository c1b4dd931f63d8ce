package dev.schemamigration.verify;

import dev.schemamigration.migration.api.Goal;
import dev.schemamigration.plan.Step;
import dev.schemamigration.revision.RevisionGraph;
import dev.schemamigration.source.Bundle;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * The revisions in the order in which they are applied. Level 0 is what is applied before the first
 * of them, level n what is applied after the n-th.
 */
final class History {
  private final RevisionGraph graph;
  private final Set<String> start;
  private final List<Step> steps;
  private final String end;
  private final Map<String, Integer> positions = new HashMap<>();

  private History(RevisionGraph graph, Set<String> start, List<Step> steps, String end) {
    this.end = end;
    this.graph = graph;
    this.start = start;
    this.steps = steps;
    for (int i = 0; i < steps.size(); i++) {
      positions.put(steps.get(i).revision(), i);
    }
  }

  /**
   * That of a directory.
   *
   * @throws dev.schemamigration.revision.RevisionException when the range has no meaning
   */
  static History of(Bundle bundle, VerifiedRange range) {
    var graph = bundle.graph();
    return new History(graph, range.start(graph), range.steps(graph), range.to());
  }

  /** All that is verified. */
  Goal end() {
    return end.equals("heads") ? new Goal.Upgrade(end) : goal(applied(size()));
  }

  RevisionGraph graph() {
    return graph;
  }

  /** The ids of level 0. */
  Set<String> start() {
    return Set.copyOf(start);
  }

  /** The steps, one a revision. */
  List<Step> steps() {
    return steps;
  }

  int size() {
    return steps.size();
  }

  String revision(int index) {
    return steps.get(index).revision();
  }

  /** The index of a revision; empty when it is below level 0. */
  Optional<Integer> position(String revision) {
    return Optional.ofNullable(positions.get(revision));
  }

  /** The ids that are applied at a level. */
  Set<String> applied(int level) {
    var applied = new LinkedHashSet<>(start);
    steps.subList(0, level).forEach(it -> applied.add(it.revision()));
    return applied;
  }

  /** What has exactly these revisions applied. */
  Goal goal(Set<String> applied) {
    return new Goal.Declared(key(graph.headsOf(applied)));
  }

  /** Names a state by its heads. */
  static String key(Collection<String> heads) {
    return heads.isEmpty() ? "base" : String.join(",", new TreeSet<>(heads));
  }

  /** Names the state of a level. */
  String key(int level) {
    return key(graph.headsOf(applied(level)));
  }

  /** The heads of the directory. */
  List<String> heads() {
    return new ArrayList<>(graph.heads());
  }
}
