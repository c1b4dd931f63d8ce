package dev.schemamigration.revision;

import dev.schemamigration.revision.dag.Reachability;
import java.util.Arrays;
import java.util.BitSet;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.SequencedSet;
import java.util.TreeSet;

/** Computes the heads, gaps and overlaps of a set of applied revisions. */
final class AppliedRevisions {
  private AppliedRevisions() {}

  /** A revision named together with others that it already contains. */
  record Overlap(String revision, List<String> contained) {}

  /**
   * The nodes of these revisions.
   *
   * @throws RevisionException with {@link AppliedFault.UnknownApplied} or, where a text names a
   *     revision without being its id, {@link AppliedFault.ShortenedId}
   */
  static BitSet nodes(RevisionGraph graph, Collection<String> applied) {
    List<String> unknown =
        applied.stream().filter(id -> graph.names().id(id).isEmpty()).sorted().toList();
    for (String text : unknown) {
      graph
          .names()
          .only(text)
          .ifPresent(
              node -> {
                throw new AppliedFault.ShortenedId(text, graph.idAt(node)).asException();
              });
    }
    if (!unknown.isEmpty()) {
      throw new AppliedFault.UnknownApplied(unknown).asException();
    }
    return graph.nodes(applied);
  }

  /** The revisions that no other applied one comes after, sorted by id. */
  static SequencedSet<String> heads(RevisionGraph graph, Collection<String> applied) {
    BitSet nodes = nodes(graph, applied);
    SequencedSet<String> heads = new TreeSet<>();
    nodes.stream()
        .filter(it -> Arrays.stream(graph.adjacency().dependents[it]).noneMatch(nodes::get))
        .forEach(it -> heads.add(graph.idAt(it)));
    return Collections.unmodifiableSequencedSet(heads);
  }

  /** The revisions that must come before one of them and are not applied. */
  static SequencedSet<String> missing(RevisionGraph graph, Collection<String> applied) {
    BitSet nodes = nodes(graph, applied);
    BitSet missing = Reachability.from(nodes, graph.adjacency().parents);
    missing.andNot(nodes);
    return graph.idsOf(missing);
  }

  /** The first overlap among these, if there is one. */
  static Optional<Overlap> overlap(RevisionGraph graph, BitSet named) {
    int[][] parents = graph.adjacency().parents;
    if (!Reachability.beyond(named, parents).intersects(named)) {
      return Optional.empty();
    }
    return named.stream()
        .mapToObj(
            node -> {
              BitSet contained = Reachability.from(node, parents);
              contained.clear(node);
              contained.and(named);
              return new Overlap(graph.idAt(node), List.copyOf(graph.idsOf(contained)));
            })
        .filter(overlap -> !overlap.contained().isEmpty())
        .findFirst();
  }
}
