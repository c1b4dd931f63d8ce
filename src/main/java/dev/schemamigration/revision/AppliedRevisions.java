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

/** What a set of applied revisions amounts to. */
final class AppliedRevisions {
  private AppliedRevisions() {}

  /** A revision named together with others that it already contains. */
  record Overlap(String revision, List<String> contained) {}

  /**
   * Where these revisions stand in the graph.
   *
   * @throws RevisionException with {@link AppliedFault.UnknownApplied} or, where a text names a
   *     revision without being its id, {@link AppliedFault.ShortenedId}
   */
  static BitSet places(RevisionGraph graph, Collection<String> applied) {
    List<String> unknown =
        applied.stream().filter(id -> graph.names().id(id).isEmpty()).sorted().toList();
    for (String text : unknown) {
      graph
          .names()
          .only(text)
          .ifPresent(
              place -> {
                throw new AppliedFault.ShortenedId(text, graph.idAt(place)).asException();
              });
    }
    if (!unknown.isEmpty()) {
      throw new AppliedFault.UnknownApplied(unknown).asException();
    }
    return graph.places(applied);
  }

  /** Those that no other applied one comes after, sorted by id. */
  static SequencedSet<String> heads(RevisionGraph graph, Collection<String> applied) {
    BitSet places = places(graph, applied);
    SequencedSet<String> heads = new TreeSet<>();
    places.stream()
        .filter(it -> Arrays.stream(graph.wiring().dependents[it]).noneMatch(places::get))
        .forEach(it -> heads.add(graph.idAt(it)));
    return Collections.unmodifiableSequencedSet(heads);
  }

  /** What must come before one of them and is not applied. */
  static SequencedSet<String> missing(RevisionGraph graph, Collection<String> applied) {
    BitSet places = places(graph, applied);
    BitSet missing = Reachability.from(places, graph.wiring().parents);
    missing.andNot(places);
    return graph.idsOf(missing);
  }

  /** The first overlap among these, if there is one. */
  static Optional<Overlap> overlap(RevisionGraph graph, BitSet named) {
    int[][] parents = graph.wiring().parents;
    if (!Reachability.beyond(named, parents).intersects(named)) {
      return Optional.empty();
    }
    return named.stream()
        .mapToObj(
            place -> {
              BitSet contained = Reachability.from(place, parents);
              contained.clear(place);
              contained.and(named);
              return new Overlap(graph.idAt(place), List.copyOf(graph.idsOf(contained)));
            })
        .filter(overlap -> !overlap.contained().isEmpty())
        .findFirst();
  }
}
