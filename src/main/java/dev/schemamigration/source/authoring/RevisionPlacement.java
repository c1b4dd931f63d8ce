package dev.schemamigration.source.authoring;

import dev.schemamigration.revision.NamedRevisions;
import dev.schemamigration.revision.PlacementFault;
import dev.schemamigration.revision.Revision;
import dev.schemamigration.revision.RevisionException;
import dev.schemamigration.revision.RevisionGraph;
import dev.schemamigration.source.file.Identifier;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Gives a new revision its id and its place in the graph, by Alembic's rules. Pure but for the
 * generated id.
 */
public final class RevisionPlacement {
  private final RevisionGraph graph;
  private final RevisionIds ids;
  private final Map<String, String> holders = new HashMap<>();

  public RevisionPlacement(RevisionGraph graph, RevisionIds ids) {
    this.graph = graph;
    this.ids = ids;
    for (var revision : graph.revisions()) {
      revision.branchLabels().forEach(label -> holders.put(label, revision.id()));
      holders.put(revision.id(), revision.id());
    }
  }

  /**
   * The revision as it is to be written.
   *
   * @throws RevisionException with a {@link PlacementFault} when the graph has no such place or a
   *     name is taken, or with a {@code TargetFault} when a name means nothing
   */
  public Revision place(RevisionRequest wanted) {
    var parents = wanted.heads().isEmpty() ? onlyHead() : named(wanted.heads());
    if (!wanted.splice()) {
      parents.forEach(this::refuseUnlessHead);
    }
    refuseContained(parents);
    return placed(wanted, parents);
  }

  /**
   * The same for a revision that joins lines of history.
   *
   * @throws RevisionException as {@link #place}, or when there are fewer than two to join
   */
  public Revision merge(RevisionRequest wanted) {
    var parents = named(wanted.heads());
    if (parents.size() < 2) {
      throw new PlacementFault.NothingToMerge(parents).asException();
    }
    return place(wanted);
  }

  private Revision placed(RevisionRequest wanted, List<String> parents) {
    var id = wanted.id().orElseGet(() -> ids.next(graph.ids(), holders.keySet()));
    check(PlacementFault.Kind.ID, id, Identifier.flawOfId(id));
    var labels = List.copyOf(new LinkedHashSet<>(wanted.branchLabels()));
    for (var label : labels) {
      check(PlacementFault.Kind.LABEL, label, Identifier.flawOfLabel(label));
      if (label.equals(id)) {
        throw new PlacementFault.NameTaken(PlacementFault.Kind.LABEL, label, id).asException();
      }
    }
    var needs = wanted.dependsOn().stream().map(this::dependency).distinct().toList();
    return new Revision(id, parents, labels, needs, wanted.message().orElse(""));
  }

  private List<String> onlyHead() {
    var heads = graph.heads();
    if (heads.size() > 1) {
      throw new PlacementFault.HeadNotNamed(heads).asException();
    }
    return heads;
  }

  private List<String> named(List<String> names) {
    var parents = new ArrayList<String>();
    for (var name : names) {
      for (var parent : NamedRevisions.resolve(graph, name)) {
        if (parents.contains(parent)) {
          throw new PlacementFault.ParentTwice(parent).asException();
        }
        parents.add(parent);
      }
    }
    return parents;
  }

  private void refuseUnlessHead(String parent) {
    var followers = graph.childrenOf(parent);
    if (!followers.isEmpty()) {
      var line = graph.lineageOf(parent);
      var heads = graph.heads().stream().filter(line::contains).toList();
      throw new PlacementFault.NotAHead(parent, followers, heads).asException();
    }
  }

  private void refuseContained(List<String> parents) {
    for (var parent : parents) {
      for (var other : parents) {
        if (!other.equals(parent)
            && graph.ancestorsOf(List.of(parent)).contains(other)
            && graph.lineageOf(parent).contains(other)) {
          throw new PlacementFault.ParentContained(parent, other).asException();
        }
      }
    }
  }

  private void check(PlacementFault.Kind kind, String name, Optional<String> flaw) {
    if (flaw.isPresent()) {
      throw new PlacementFault.BadName(kind, name, flaw.get()).asException();
    }
    if (holders.containsKey(name)) {
      throw new PlacementFault.NameTaken(kind, name, holders.get(name)).asException();
    }
  }

  /** The id; a label that is written out stays, for it may move. */
  private String dependency(String text) {
    var named = NamedRevisions.resolve(graph, text);
    if (named.size() != 1) {
      throw new PlacementFault.NoDependency(text).asException();
    }
    var id = named.getFirst();
    return graph.get(id).branchLabels().contains(text) ? text : id;
  }
}
