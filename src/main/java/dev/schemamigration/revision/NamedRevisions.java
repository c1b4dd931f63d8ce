package dev.schemamigration.revision;

import java.util.BitSet;
import java.util.List;
import java.util.Optional;

/**
 * Resolves what {@code show}, {@code edit} and {@code merge} name: revisions of the files, whatever
 * a database has. Steps down without a revision count from the heads.
 */
public final class NamedRevisions {
  private NamedRevisions() {}

  /**
   * The revisions in load order; none for base.
   *
   * @param text an id, a label, the beginning of either, {@code head}, {@code heads}, {@code base},
   *     {@code label@head}, {@code REV-2}, {@code -2}
   * @throws RevisionException with a {@link TargetFault} when it has no meaning
   */
  public static List<String> resolve(RevisionGraph graph, String text) {
    TargetText parsed = TargetText.parse(text);
    Optional<TargetText.Counted> fromNowhere =
        parsed.counted().filter(counted -> counted.symbol().isEmpty());
    if (fromNowhere.isEmpty() || graph.names().exactly(parsed.name()).isPresent()) {
      return UpgradeTarget.resolve(graph, List.of(), text);
    }
    if (fromNowhere.get().steps() >= 0) {
      throw new TargetFault.Malformed(
              text, "it counts up from no revision; name the one to count from")
          .asException();
    }
    return belowHeads(graph, parsed, fromNowhere.get().steps());
  }

  private static List<String> belowHeads(RevisionGraph graph, TargetText text, int steps) {
    Optional<Branch> branch = text.branch().map(name -> Branch.find(graph, name, text.text()));
    BitSet found = new BitSet();
    graph.nodes(graph.topHeads()).stream()
        .filter(head -> branch.isEmpty() || branch.get().has(head))
        .map(
            head ->
                RelativeSteps.from(graph, head, steps, text.text())
                    .walk(head, steps, RelativeSteps.ANYWHERE))
        .filter(node -> node != RelativeSteps.BASE)
        .forEach(found::set);
    return List.copyOf(graph.idsOf(found));
  }
}
