package dev.schemamigration.revision;

import dev.schemamigration.revision.dag.Reachability;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.function.IntPredicate;

/** Formats a history for the listing commands, in Alembic's words. */
public final class HistoryListing {
  private final RevisionGraph graph;
  private final EffectiveLabels labels;

  public HistoryListing(RevisionGraph graph) {
    this.graph = graph;
    this.labels = new EffectiveLabels(graph);
  }

  /** All revisions, newest first, line after line. */
  public List<String> history() {
    return graph.newestFirst(graph.ids(), graph.topHeads());
  }

  /** Revisions that several others follow, newest first. */
  public List<String> branchPoints() {
    return history().stream().filter(id -> graph.childrenOf(id).size() > 1).toList();
  }

  /** The labels that a revision is shown with, sorted. */
  public List<String> labelsOf(String id) {
    return labels.of(graph.node(id));
  }

  /**
   * The revisions that {@code current} lists: the applied ones that no applied one follows, in load
   * order. A head that another one merely depends on is among them.
   *
   * @param applied the heads of the database, or everything that is applied
   */
  public List<String> current(Collection<String> applied) {
    BitSet nodes =
        Reachability.from(AppliedRevisions.nodes(graph, applied), graph.adjacency().parents);
    return matching(
        node ->
            nodes.get(node)
                && Arrays.stream(graph.adjacency().followers[node]).noneMatch(nodes::get));
  }

  /**
   * A line of {@code history}: {@code <parents> (<dependencies>) -> <id> (<labels>) (head),
   * message}.
   *
   * @param current revisions to mark as current
   */
  public String historyLine(String id, Set<String> current) {
    Revision revision = graph.get(id);
    String needs =
        revision.dependsOn().isEmpty() ? "" : " (" + String.join(", ", revision.dependsOn()) + ")";
    return parents(revision) + needs + " -> " + line(id, current) + ", " + revision.message();
  }

  /**
   * What is written beside a revision in a drawing: {@code <id> (needs <dependencies>) (<labels>)
   * (head)}. Labels stand where they begin and at heads.
   *
   * @param current revisions to mark as current
   * @param parentsDrawn whether its parents are in the drawing; else they are named
   */
  public String drawnLine(String id, Set<String> current, boolean parentsDrawn) {
    Revision revision = graph.get(id);
    List<String> shown = graph.childrenOf(id).isEmpty() ? labelsOf(id) : revision.branchLabels();
    return id
        + (parentsDrawn ? "" : " (after " + parents(revision) + ")")
        + (revision.dependsOn().isEmpty()
            ? ""
            : " (needs " + String.join(", ", revision.dependsOn()) + ")")
        + (shown.isEmpty() ? "" : " (" + String.join(", ", shown) + ")")
        + headMark(id)
        + currentMark(id, current)
        + pointMarks(id);
  }

  /** A line of {@code heads}: {@code <id> (<labels>) (head)}. */
  public String headLine(String id) {
    return id + labelled(id) + headMark(id);
  }

  /** A line of {@code current}: {@code <id> (head) (branchpoint) (mergepoint)}. */
  public String currentLine(String id) {
    return id + headMark(id) + pointMarks(id);
  }

  /** The lines of {@code branches} for one branch point: itself, then its children. */
  public List<String> branchLines(String id) {
    List<String> lines = new ArrayList<>();
    lines.add(line(id, Set.of()));
    graph.childrenOf(id).forEach(child -> lines.add(childLine(id, child)));
    return lines;
  }

  /**
   * The lines of the verbose {@code branches} for one branch point: all about it, then its children
   * with their messages.
   *
   * @param path where its file is
   */
  public List<String> branchDetails(String id, String path) {
    List<String> lines = new ArrayList<>(details(id, path, Set.of()));
    lines.add("");
    graph
        .childrenOf(id)
        .forEach(child -> lines.add(childLine(id, child) + ", " + graph.get(child).message()));
    return lines;
  }

  private String childLine(String id, String child) {
    return " ".repeat(id.length()) + " -> " + line(child, Set.of());
  }

  /**
   * The lines of {@code show} and of the verbose lists for a revision.
   *
   * @param path where its file is
   * @param current revisions to mark as current
   */
  public List<String> details(String id, String path, Set<String> current) {
    Revision revision = graph.get(id);
    List<String> lines = new ArrayList<>();
    lines.add(
        "Rev: "
            + id
            + (graph.childrenOf(id).isEmpty() ? " (head)" : "")
            + pointMarks(id)
            + currentMark(id, current));
    lines.add((revision.isMerge() ? "Merges: " : "Parent: ") + parents(revision));
    addUnlessEmpty(lines, "Also depends on: ", revision.dependsOn());
    addUnlessEmpty(
        lines,
        "Branches into: ",
        graph.childrenOf(id).size() > 1 ? graph.childrenOf(id) : List.of());
    addUnlessEmpty(lines, "Branch names: ", labelsOf(id));
    lines.add("Path: " + path);
    lines.add("");
    lines.add("    " + revision.message());
    return lines;
  }

  private String line(String id, Set<String> current) {
    return id + labelled(id) + headMark(id) + currentMark(id, current) + pointMarks(id);
  }

  private static void addUnlessEmpty(List<String> lines, String title, List<String> names) {
    if (!names.isEmpty()) {
      lines.add(title + String.join(", ", names));
    }
  }

  private static String parents(Revision revision) {
    return revision.isBase() ? "<base>" : String.join(", ", revision.downRevisions());
  }

  private String labelled(String id) {
    List<String> shown = labelsOf(id);
    return shown.isEmpty() ? "" : " (" + String.join(", ", shown) + ")";
  }

  private String headMark(String id) {
    int node = graph.node(id);
    return graph.adjacency().followers[node].length > 0
        ? ""
        : graph.adjacency().dependents[node].length > 0 ? " (effective head)" : " (head)";
  }

  private static String currentMark(String id, Set<String> current) {
    return current.contains(id) ? " (current)" : "";
  }

  private String pointMarks(String id) {
    return (graph.childrenOf(id).size() > 1 ? " (branchpoint)" : "")
        + (graph.get(id).isMerge() ? " (mergepoint)" : "");
  }

  private List<String> matching(IntPredicate wanted) {
    BitSet found = new BitSet();
    for (int node = 0; node < graph.adjacency().size(); node++) {
      found.set(node, wanted.test(node));
    }
    return List.copyOf(graph.idsOf(found));
  }
}
