package dev.schemamigration.plan;

import dev.schemamigration.plan.HeadsAfter.Reign;
import dev.schemamigration.revision.HeadMaintainer;
import dev.schemamigration.revision.RevisionGraph;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Writes down steps one after the other and follows the heads while doing so. */
final class PlanBuilder {
  private record Move(Operation operation, String revision) {}

  private final RevisionGraph graph;
  private final HeadMaintainer standing;
  private final Map<String, Integer> headSince = new HashMap<>();
  private final List<Move> moves = new ArrayList<>();
  private final List<Reign> reigns = new ArrayList<>();

  private PlanBuilder(RevisionGraph graph, Set<String> applied) {
    this.graph = graph;
    this.standing = new HeadMaintainer(graph, applied);
    standing.heads().forEach(id -> headSince.put(id, 0));
  }

  /**
   * The plan that undoes and then applies these revisions.
   *
   * @param applied closed under parents
   * @param undo newest first
   * @param apply oldest first
   */
  static Plan plan(
      RevisionGraph graph, Set<String> applied, Collection<String> undo, Collection<String> apply) {
    PlanBuilder steps = new PlanBuilder(graph, applied);
    undo.forEach(steps::undo);
    apply.forEach(steps::apply);
    return steps.finish();
  }

  private void undo(String id) {
    moves.add(new Move(Operation.DOWNGRADE, id));
    dethrone(id);
    standing.undo(id).forEach(this::crown);
  }

  private void apply(String id) {
    moves.add(new Move(Operation.UPGRADE, id));
    standing.apply(id).forEach(this::dethrone);
    crown(id);
  }

  private void crown(String id) {
    headSince.put(id, moves.size() - 1);
  }

  private void dethrone(String id) {
    Integer since = headSince.remove(id);
    if (since != null && since < moves.size() - 1) {
      reigns.add(new Reign(id, since, moves.size() - 1));
    }
  }

  private Plan finish() {
    headSince.forEach((id, since) -> reigns.add(new Reign(id, since, moves.size())));
    reigns.sort(Comparator.comparing(Reign::revision));
    List<Reign> record = List.copyOf(reigns);
    List<Step> steps = new ArrayList<>(moves.size());
    for (int i = 0; i < moves.size(); i++) {
      Move move = moves.get(i);
      steps.add(
          new Step(
              move.operation(),
              move.revision(),
              graph.get(move.revision()).message(),
              new HeadsAfter(record, i)));
    }
    return Plan.of(steps);
  }
}
