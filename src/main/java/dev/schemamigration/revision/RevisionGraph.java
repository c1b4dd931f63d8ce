package dev.schemamigration.revision;

import dev.schemamigration.revision.dag.Adjacency;
import dev.schemamigration.revision.dag.DependencyReduction;
import dev.schemamigration.revision.dag.Reachability;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.SequencedSet;
import java.util.Set;
import java.util.function.Consumer;

/**
 * A valid history: every name legal and unique, every parent present, no cycle. Immutable. Answers
 * are ids; unless said otherwise they come in the load order, which is that of the files' names.
 */
public final class RevisionGraph {
  private final List<Revision> revisions;
  private final SequencedSet<String> ids;
  private final NameIndex names;
  private final Adjacency wiring;
  private final int[][] lineParents;
  private final RevisionOrder order;

  private RevisionGraph(List<Revision> revisions) {
    this.revisions = List.copyOf(revisions);
    GraphReader reader = GraphReader.read(this.revisions);
    this.names = new NameIndex(reader.places, reader.labels);
    this.wiring = reader.wiring();
    this.lineParents = DependencyReduction.parents(wiring);
    this.order = new RevisionOrder(this);
    this.ids = idsOf(all());
  }

  /**
   * Builds the graph.
   *
   * @param inLoadOrder the revisions in the order of their files' names; it decides ties only
   * @throws RevisionException with a {@link GraphFault} when they are not a history
   */
  public static RevisionGraph of(List<Revision> inLoadOrder) {
    return new RevisionGraph(inLoadOrder);
  }

  public List<Revision> revisions() {
    return revisions;
  }

  public SequencedSet<String> ids() {
    return ids;
  }

  /** The revision with exactly this id. */
  public Optional<Revision> find(String id) {
    return names.id(id).map(revisions::get);
  }

  /**
   * The revision with exactly this id.
   *
   * @throws RevisionException with {@link TargetFault.UnknownRevision} when there is none
   */
  public Revision get(String id) {
    return revisions.get(place(id));
  }

  /** What no revision follows. Another may still depend on it. */
  public List<String> heads() {
    return listed(withoutAny(wiring.followers));
  }

  /** What no revision follows or depends on: the heads of a database that has everything. */
  public List<String> topHeads() {
    return listed(withoutAny(wiring.dependents));
  }

  /** What follows no revision. It may still depend on some. */
  public List<String> bases() {
    return listed(withoutAny(wiring.downs));
  }

  /** All that must come directly before: the down revisions, then the dependencies. */
  public SequencedSet<String> parentsOf(String id) {
    SequencedSet<String> parents = new LinkedHashSet<>();
    for (int parent : wiring.parents[place(id)]) {
      parents.add(idAt(parent));
    }
    return Collections.unmodifiableSequencedSet(parents);
  }

  /** What follows it directly. */
  public List<String> childrenOf(String id) {
    return Arrays.stream(wiring.followers[place(id)]).mapToObj(this::idAt).toList();
  }

  /** These and all that must come before them, through dependencies too. */
  public SequencedSet<String> ancestorsOf(Collection<String> ids) {
    return idsOf(Reachability.from(places(ids), wiring.parents));
  }

  /** These and all that descends from or depends on them. */
  public SequencedSet<String> dependentsOf(Collection<String> ids) {
    return idsOf(Reachability.from(places(ids), wiring.dependents));
  }

  /** The line of history through a revision: what it descends from and what descends from it. */
  public SequencedSet<String> lineageOf(String id) {
    return idsOf(lineage(place(id)));
  }

  /**
   * The applied revisions that no other applied one descends from or depends on, sorted by id.
   *
   * @throws RevisionException with {@link AppliedFault.UnknownApplied}
   */
  public SequencedSet<String> headsOf(Set<String> applied) {
    return AppliedRevisions.heads(this, applied);
  }

  /**
   * What must come before some applied revision and is not applied; empty when all is well.
   *
   * @throws RevisionException with {@link AppliedFault.UnknownApplied}
   */
  public SequencedSet<String> missingParentsOf(Set<String> applied) {
    return AppliedRevisions.missing(this, applied);
  }

  /**
   * The wanted revisions in an order in which they can be applied: line after line, and the same
   * whatever the load order is.
   */
  public List<String> oldestFirst(Set<String> wanted) {
    return newestFirst(wanted).reversed();
  }

  /** The reverse of {@link #oldestFirst}: an order in which they can be undone. */
  public List<String> newestFirst(Set<String> wanted) {
    return order.newestFirst(wanted);
  }

  /**
   * The wanted revisions newest first, line after line from these tops, ties going to the one
   * loaded first. This is Alembic's order.
   *
   * @param tops every wanted revision must be an ancestor of one of them
   */
  public List<String> newestFirst(Set<String> wanted, Collection<String> tops) {
    return order.newestFirst(wanted, tops);
  }

  /**
   * The revision that a text names: by id, by label, or as the only one whose id or label of four
   * or more characters begins with it.
   *
   * @throws RevisionException with {@link TargetFault.UnknownRevision} or {@link
   *     TargetFault.Ambiguous}
   */
  public String named(String text) {
    return idAt(names.find(text, place -> true));
  }

  RevisionOrder order() {
    return order;
  }

  int[][] lineParents() {
    return lineParents;
  }

  NameIndex names() {
    return names;
  }

  Adjacency wiring() {
    return wiring;
  }

  String idAt(int place) {
    return revisions.get(place).id();
  }

  int place(String id) {
    return names
        .id(id)
        .orElseThrow(() -> new TargetFault.UnknownRevision(id, List.of()).asException());
  }

  BitSet places(Collection<String> ids) {
    BitSet places = new BitSet(wiring.size());
    ids.forEach(id -> places.set(place(id)));
    return places;
  }

  BitSet lineage(int place) {
    BitSet lineage = Reachability.from(place, wiring.downs);
    lineage.or(Reachability.from(place, wiring.followers));
    return lineage;
  }

  SequencedSet<String> idsOf(BitSet places) {
    SequencedSet<String> found = LinkedHashSet.newLinkedHashSet(places.cardinality());
    each(places, found::add);
    return Collections.unmodifiableSequencedSet(found);
  }

  private List<String> listed(BitSet places) {
    List<String> found = new ArrayList<>();
    each(places, found::add);
    return Collections.unmodifiableList(found);
  }

  private void each(BitSet places, Consumer<String> use) {
    for (int place = places.nextSetBit(0); place >= 0; place = places.nextSetBit(place + 1)) {
      use.accept(idAt(place));
    }
  }

  private BitSet withoutAny(int[][] edges) {
    BitSet found = all();
    for (int place = 0; place < edges.length; place++) {
      found.set(place, edges[place].length == 0);
    }
    return found;
  }

  private BitSet all() {
    BitSet all = new BitSet(revisions.size());
    all.set(0, revisions.size());
    return all;
  }
}
