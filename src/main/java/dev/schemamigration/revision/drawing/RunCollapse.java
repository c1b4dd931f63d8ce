package dev.schemamigration.revision.drawing;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Replaces runs of revisions by one node each: those that follow one another without forks, merges,
 * dependencies or labels between them and stand alike. Pure.
 */
final class RunCollapse {
  /** A shorter run takes hardly more room than the line that would stand for it. */
  private static final int SHORTEST = 4;

  private final Map<String, DrawnNode> byId = new HashMap<>();
  private final Map<String, Integer> children = new HashMap<>();

  private RunCollapse(List<DrawnNode> nodes) {
    for (var node : nodes) {
      byId.put(node.id(), node);
      node.parents().forEach(it -> children.merge(it, 1, Integer::sum));
      node.needs().forEach(it -> children.merge(it, 2, Integer::sum));
    }
  }

  static List<DrawnNode> of(List<DrawnNode> nodes) {
    var work = new RunCollapse(nodes);
    var result = new ArrayList<DrawnNode>();
    Set<String> hidden = new HashSet<>();
    for (var node : nodes) {
      if (hidden.contains(node.id())) {
        continue;
      }
      var run = work.runFrom(node);
      if (run.size() < SHORTEST) {
        result.add(node);
      } else {
        run.forEach(it -> hidden.add(it.id()));
        result.add(joined(run));
      }
    }
    return result;
  }

  private List<DrawnNode> runFrom(DrawnNode first) {
    var run = new ArrayList<DrawnNode>();
    for (var at = first; isPlain(at) && at.standing() == first.standing(); ) {
      run.add(at);
      at = byId.get(at.parents().getFirst());
    }
    return run;
  }

  private boolean isPlain(DrawnNode node) {
    return node.parents().size() == 1
        && node.needs().isEmpty()
        && children.getOrDefault(node.id(), 0) == 1
        && !node.isNamed()
        && !node.current();
  }

  private static DrawnNode joined(List<DrawnNode> run) {
    var first = run.getFirst();
    var last = run.getLast();
    return new DrawnNode(
        first.id(),
        last.parents(),
        List.of(),
        run.size(),
        false,
        "%d revisions, %s to %s%s"
            .formatted(run.size(), first.id(), last.id(), first.standing().mark()),
        first.standing(),
        false);
  }
}
