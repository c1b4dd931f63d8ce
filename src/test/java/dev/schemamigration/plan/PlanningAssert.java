package dev.schemamigration.plan;

import dev.schemamigration.revision.DeclaredTarget;
import dev.schemamigration.revision.RevisionException;
import dev.schemamigration.revision.RevisionGraph;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.function.Supplier;
import org.assertj.core.api.Assertions;

/** Assertions about the plan from certain heads of a graph to a target. */
final class PlanningAssert {
  private final RevisionGraph graph;
  private Set<String> applied = Set.of();
  private Plan plan = new Plan(Direction.NONE, List.of());

  private PlanningAssert(RevisionGraph graph) {
    this.graph = graph;
  }

  static PlanningAssert assertThat(RevisionGraph graph) {
    return new PlanningAssert(graph);
  }

  /** The heads that the database is at; none is base. */
  PlanningAssert from(String... heads) {
    applied = graph.ancestorsOf(Arrays.asList(heads));
    Assertions.assertThat(graph.headsOf(applied)).containsExactlyInAnyOrder(heads);
    return this;
  }

  PlanningAssert upgradeTo(String target) {
    return planned(() -> CommandPlanner.upgrade(graph, applied, target));
  }

  PlanningAssert downgradeTo(String target) {
    return planned(() -> CommandPlanner.downgrade(graph, applied, target));
  }

  PlanningAssert declare(String target) {
    return planned(
        () -> DeclaredPlanner.plan(graph, applied, DeclaredTarget.parse(target).resolve(graph)));
  }

  /** Exactly these revisions, in this order. */
  PlanningAssert runs(String... revisions) {
    Assertions.assertThat(plan.steps()).extracting(Step::revision).containsExactly(revisions);
    return this;
  }

  PlanningAssert undoes(String... revisions) {
    Assertions.assertThat(plan.downgrades()).extracting(Step::revision).containsExactly(revisions);
    return this;
  }

  PlanningAssert applies(String... revisions) {
    Assertions.assertThat(plan.upgrades()).extracting(Step::revision).containsExactly(revisions);
    return this;
  }

  PlanningAssert doesNothing() {
    Assertions.assertThat(plan.steps()).isEmpty();
    Assertions.assertThat(plan.direction()).isEqualTo(Direction.NONE);
    return this;
  }

  PlanningAssert goes(Direction direction) {
    Assertions.assertThat(plan.direction()).isEqualTo(direction);
    return this;
  }

  PlanningAssert leavesHeads(String... heads) {
    Set<String> after =
        plan.isEmpty() ? graph.headsOf(applied) : plan.steps().getLast().headsAfter();
    Assertions.assertThat(after).containsExactly(heads);
    return this;
  }

  PlanningAssert refusesUpgradeTo(String target, String message) {
    return refuses(() -> CommandPlanner.upgrade(graph, applied, target), message);
  }

  PlanningAssert refusesDowngradeTo(String target, String message) {
    return refuses(() -> CommandPlanner.downgrade(graph, applied, target), message);
  }

  private PlanningAssert refuses(Supplier<Plan> planning, String message) {
    Assertions.assertThatThrownBy(planning::get)
        .isInstanceOf(RevisionException.class)
        .hasMessage(message);
    return this;
  }

  private PlanningAssert planned(Supplier<Plan> planning) {
    plan = planning.get();
    return this;
  }
}
