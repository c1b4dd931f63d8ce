package dev.schemamigration.plan;

import dev.schemamigration.plan.HeadsAfter.Period;
import dev.schemamigration.revision.HeadMaintainer;
import dev.schemamigration.revision.Revision;
import dev.schemamigration.revision.RevisionGraph;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Builds a plan step by step and tracks the applied heads after each step. */
final class PlanBuilder {
  private record Change(Operation operation, String revision) {}

  private final RevisionGraph graph;
  private final HeadMaintainer heads;
  private final Map<String, Integer> headSince = new HashMap<>();
  private final List<Change> changes = new ArrayList<>();
  private final List<Period> periods = new ArrayList<>();

  private PlanBuilder(RevisionGraph graph, Set<String> applied) {
    this.graph = graph;
    this.heads = new HeadMaintainer(graph, applied);
    heads.heads().forEach(id -> headSince.put(id, 0));
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
    PlanBuilder builder = new PlanBuilder(graph, applied);
    undo.forEach(builder::undo);
    apply.forEach(builder::apply);
    return builder.finish();
  }

  private void undo(String id) {
    changes.add(new Change(Operation.DOWNGRADE, id));
    endHead(id);
    heads.undo(id).forEach(this::beginHead);
  }

  private void apply(String id) {
    changes.add(new Change(Operation.UPGRADE, id));
    heads.apply(id).forEach(this::endHead);
    beginHead(id);
  }

  private void beginHead(String id) {
    headSince.put(id, changes.size() - 1);
  }

  private void endHead(String id) {
    Integer since = headSince.remove(id);
    if (since != null && since < changes.size() - 1) {
      periods.add(new Period(id, since, changes.size() - 1));
    }
  }

  private Plan finish() {
    headSince.forEach((id, since) -> periods.add(new Period(id, since, changes.size())));
    periods.sort(Comparator.comparing(Period::revision));
    List<Period> sorted = List.copyOf(periods);
    List<Step> steps = new ArrayList<>(changes.size());
    for (int i = 0; i < changes.size(); i++) {
      Change change = changes.get(i);
      Revision revision = graph.get(change.revision());
      steps.add(
          new Step(
              change.operation(),
              revision.id(),
              revision.message(),
              revision.downRevisions(),
              new HeadsAfter(sorted, i)));
    }
    return Plan.of(steps);
  }
}
