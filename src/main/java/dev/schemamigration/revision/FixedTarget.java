package dev.schemamigration.revision;

import java.util.Optional;
import java.util.function.IntPredicate;

/** Tells targets that name a revision from those whose meaning follows the files. Pure. */
public final class FixedTarget {
  private FixedTarget() {}

  /**
   * Whether one target names {@code base} or, by its id or the beginning of one, a revision of the
   * graph, perhaps with steps down from there. Heads, labels and what is counted up from anywhere
   * mean something else as soon as files come or go.
   *
   * @param target without commas
   */
  public static boolean is(RevisionGraph graph, String target) {
    TargetText text = TargetText.parse(target);
    Optional<TargetText.Counted> counted =
        text.counted().filter(it -> graph.names().exactly(text.name()).isEmpty());
    String symbol = counted.map(TargetText.Counted::symbol).orElse(text.name());
    return counted.map(TargetText.Counted::steps).orElse(0) <= 0
        && (symbol.equals("base") || namesId(graph, text, symbol));
  }

  private static boolean namesId(RevisionGraph graph, TargetText text, String symbol) {
    try {
      Optional<Branch> branch = text.branch().map(it -> Branch.find(graph, it, text.text()));
      IntPredicate onBranch = node -> branch.isEmpty() || branch.get().has(node);
      return graph.names().isId(symbol, onBranch);
    } catch (RevisionException unknownBranch) {
      return false;
    }
  }
}
