package dev.schemamigration.revision;

import dev.schemamigration.text.EditDistance;
import java.util.BitSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.IntPredicate;
import java.util.stream.Stream;

/** Finds revisions by id, by label, or by the beginning of either. */
final class NameIndex {
  /** Shorter names are never found by their beginning, as in Alembic. */
  private static final int SHORTEST_ABBREVIATED = 4;

  private static final int SUGGESTIONS = 3;

  private final Map<String, Integer> nodes;
  private final Map<String, Integer> labels;

  NameIndex(Map<String, Integer> nodes, Map<String, Integer> labels) {
    this.nodes = nodes;
    this.labels = labels;
  }

  /** The revision with exactly this id. */
  Optional<Integer> id(String text) {
    return Optional.ofNullable(nodes.get(text));
  }

  /** The revision with exactly this id or label. */
  Optional<Integer> exactly(String text) {
    return Optional.ofNullable(nodes.getOrDefault(text, labels.get(text)));
  }

  /**
   * The revision that the text names, or the only one on the branch whose id or label begins with
   * it.
   *
   * @throws RevisionException when there is none or there are several
   */
  int find(String text, IntPredicate onBranch) {
    return exactly(text).orElseGet(() -> abbreviated(text, onBranch));
  }

  /** Whether {@link #find} finds a revision by its id or the beginning of it, not by a label. */
  boolean isId(String text, IntPredicate onBranch) {
    if (exactly(text).isPresent()) {
      return nodes.containsKey(text);
    }
    List<String> candidates = candidates(text, onBranch);
    return candidates.size() == 1 && nodes.containsKey(candidates.getFirst());
  }

  /** The revision that the text names, if there is exactly one. */
  Optional<Integer> only(String text) {
    List<String> candidates = candidates(text, any -> true);
    return exactly(text)
        .or(() -> candidates.size() == 1 ? exactly(candidates.getFirst()) : Optional.empty());
  }

  private int abbreviated(String text, IntPredicate onBranch) {
    List<String> candidates = candidates(text, onBranch);
    return switch (candidates.size()) {
      case 0 -> throw new TargetFault.UnknownRevision(text, close(text)).asException();
      case 1 -> exactly(candidates.getFirst()).orElseThrow();
      default -> throw new TargetFault.Ambiguous(text, candidates).asException();
    };
  }

  private List<String> candidates(String text, IntPredicate onBranch) {
    return text.isEmpty()
        ? List.of()
        : all()
            .filter(name -> name.length() >= SHORTEST_ABBREVIATED)
            .filter(name -> name.startsWith(text))
            .filter(name -> onBranch.test(exactly(name).orElseThrow()))
            .sorted()
            .toList();
  }

  private Stream<String> all() {
    return Stream.concat(nodes.keySet().stream(), labels.keySet().stream());
  }

  private List<String> close(String text) {
    if (text.isEmpty()) {
      return List.of();
    }
    return all()
        .filter(name -> name.startsWith(text) || EditDistance.isClose(text, name))
        .sorted()
        .limit(SUGGESTIONS)
        .toList();
  }

  /** The labels of these nodes, sorted. */
  List<String> labelsAt(BitSet wanted) {
    return labels.entrySet().stream()
        .filter(entry -> wanted.get(entry.getValue()))
        .map(Map.Entry::getKey)
        .sorted()
        .toList();
  }
}
