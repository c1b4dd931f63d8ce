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
 * A valid graph of revisions: every name legal and unique, every parent present, no cycle.
 * Immutable. Results are ids; unless stated otherwise in load order, which is that of the files'
 * names.
 */
public final class RevisionGraph {
  private final List<Revision> revisions;
  private final SequencedSet<String> ids;
  private final NameIndex names;
  private final Adjacency adjacency;
  private final int[][] lineParents;
  private final RevisionOrder order;

  private RevisionGraph(List<Revision> revisions) {
    this.revisions = List.copyOf(revisions);
    GraphReader reader = GraphReader.read(this.revisions);
    this.names = new NameIndex(reader.nodes, reader.labels);
    this.adjacency = reader.adjacency();
    this.lineParents = DependencyReduction.parents(adjacency);
    this.order = new RevisionOrder(this);
    this.ids = idsOf(all());
  }

  /**
   * Builds the graph.
   *
   * @param inLoadOrder the revisions in the order of their files' names; it only breaks ties
   * @throws RevisionException with a {@link GraphFault} when they are not a valid graph
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
    return revisions.get(node(id));
  }

  /** The revisions that no other one follows. Another one may still depend on them. */
  public List<String> heads() {
    return listed(withoutAny(adjacency.followers));
  }

  /**
   * The revisions that no other one follows or depends on: the heads of a database that has
   * everything.
   */
  public List<String> topHeads() {
    return listed(withoutAny(adjacency.dependents));
  }

  /** The revisions without down revisions. They may still depend on others. */
  public List<String> bases() {
    return listed(withoutAny(adjacency.downs));
  }

  /** The revisions that must come directly before: the down revisions, then the dependencies. */
  public SequencedSet<String> parentsOf(String id) {
    SequencedSet<String> parents = new LinkedHashSet<>();
    for (int parent : adjacency.parents[node(id)]) {
      parents.add(idAt(parent));
    }
    return Collections.unmodifiableSequencedSet(parents);
  }

  /** The revisions that have it as a down revision. */
  public List<String> childrenOf(String id) {
    return Arrays.stream(adjacency.followers[node(id)]).mapToObj(this::idAt).toList();
  }

  /** These revisions and all that must come before them, dependencies included. */
  public SequencedSet<String> ancestorsOf(Collection<String> ids) {
    return idsOf(Reachability.from(nodes(ids), adjacency.parents));
  }

  /** These revisions and all that descend from or depend on them. */
  public SequencedSet<String> dependentsOf(Collection<String> ids) {
    return idsOf(Reachability.from(nodes(ids), adjacency.dependents));
  }

  /** The line of history through a revision: its ancestors and descendants along down revisions. */
  public SequencedSet<String> lineageOf(String id) {
    return idsOf(lineage(node(id)));
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
   * The revisions that must come before an applied one and are not applied; empty for a closed set.
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
   * The wanted revisions newest first, line after line from these tops; ties go to the one loaded
   * first. This is Alembic's order.
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
    return idAt(names.find(text, node -> true));
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

  Adjacency adjacency() {
    return adjacency;
  }

  String idAt(int node) {
    return revisions.get(node).id();
  }

  int node(String id) {
    return names
        .id(id)
        .orElseThrow(() -> new TargetFault.UnknownRevision(id, List.of()).asException());
  }

  BitSet nodes(Collection<String> ids) {
    BitSet nodes = new BitSet(adjacency.size());
    ids.forEach(id -> nodes.set(node(id)));
    return nodes;
  }

  BitSet lineage(int node) {
    BitSet lineage = Reachability.from(node, adjacency.downs);
    lineage.or(Reachability.from(node, adjacency.followers));
    return lineage;
  }

  SequencedSet<String> idsOf(BitSet nodes) {
    SequencedSet<String> found = LinkedHashSet.newLinkedHashSet(nodes.cardinality());
    each(nodes, found::add);
    return Collections.unmodifiableSequencedSet(found);
  }

  private List<String> listed(BitSet nodes) {
    List<String> found = new ArrayList<>();
    each(nodes, found::add);
    return Collections.unmodifiableList(found);
  }

  private void each(BitSet nodes, Consumer<String> use) {
    for (int node = nodes.nextSetBit(0); node >= 0; node = nodes.nextSetBit(node + 1)) {
      use.accept(idAt(node));
    }
  }

  private BitSet withoutAny(int[][] edges) {
    BitSet found = all();
    for (int node = 0; node < edges.length; node++) {
      found.set(node, edges[node].length == 0);
    }
    return found;
  }

  private BitSet all() {
    BitSet all = new BitSet(revisions.size());
    all.set(0, revisions.size());
    return all;
  }
}
