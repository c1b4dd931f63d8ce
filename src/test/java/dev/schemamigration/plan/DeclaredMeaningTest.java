package dev.schemamigration.plan;

import static org.assertj.core.api.Assertions.assertThat;

import dev.schemamigration.revision.DeclaredTarget;
import dev.schemamigration.revision.RandomHistory;
import dev.schemamigration.revision.ResolvedTarget;
import dev.schemamigration.revision.Revision;
import dev.schemamigration.revision.RevisionException;
import dev.schemamigration.revision.RevisionGraph;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/**
 * What a declaration means, held on every valid graph of the oracle and on drawn ones, from random
 * reachable states. {@code -Dgraph.seed=N} draws others.
 */
class DeclaredMeaningTest {
  private static final long SEED = Long.getLong("graph.seed", 20_240_229);
  private static final int TRIES = 6;

  private static List<List<Revision>> histories = List.of();

  /** One question: the applied revisions and the declared target. */
  private record Try(RevisionGraph graph, Set<String> applied, String target) {
    ResolvedTarget aim() {
      return DeclaredTarget.parse(target).resolve(graph);
    }

    Plan plan() {
      return DeclaredPlanner.plan(graph, applied, aim());
    }

    Set<String> after() {
      Set<String> after = new HashSet<>(applied);
      plan().downgrades().forEach(step -> after.remove(step.revision()));
      plan().upgrades().forEach(step -> after.add(step.revision()));
      return after;
    }

    @Override
    public String toString() {
      return "%s at %s in %s".formatted(target, graph.headsOf(applied), graph.revisions());
    }
  }

  @BeforeAll
  static void collectHistories() {
    RandomHistory history = new RandomHistory(SEED);
    Set<List<Revision>> distinct = new LinkedHashSet<>();
    for (String file : List.of("cases", "extra_stamp", "extra_corrupt", "extra_listing")) {
      OracleFile.shipped(file).cases().stream()
          .map(OracleFile::revisions)
          .filter(revisions -> !revisions.isEmpty() && isValid(revisions))
          .forEach(distinct::add);
    }
    int recorded = distinct.size();
    for (int i = 0; i < 150; i++) {
      distinct.add(history.bushy(1 + history.random().nextInt(80)));
    }
    histories = List.copyOf(distinct);
    System.out.printf(
        "DeclaredMeaningTest: %d graphs, %d of them the oracle's; graph.seed=%d%n",
        histories.size(), recorded, SEED);
  }

  @Test
  void withoutABranchExactlyTheTargetAndWhatComesBeforeItIsApplied() {
    tries(DeclaredMeaningTest::unlabelled)
        .forEach(
            it -> {
              Set<String> wanted = ancestors(it.graph(), it.aim().targets());
              assertThat(it.aim().governed()).as("%s", it).isEmpty();
              assertThat(it.after()).as("%s", it).isEqualTo(wanted);
            });
  }

  @Test
  void withABranchOnlyItsLineIsGovernedAndTheRestStaysUnlessItDependsOnTheUndone() {
    tries(DeclaredMeaningTest::labelled)
        .forEach(
            it -> {
              Set<String> line = it.aim().governed().orElseThrow();
              Set<String> expected = ancestors(it.graph(), it.aim().targets());
              Set<String> undone = new HashSet<>(it.applied());
              undone.retainAll(line);
              undone.removeAll(expected);
              it.applied().stream()
                  .filter(id -> Collections.disjoint(ancestors(it.graph(), Set.of(id)), undone))
                  .forEach(expected::add);
              assertThat(it.after()).as("%s", it).isEqualTo(expected);
            });
  }

  @Test
  void everyStepIsApplicableAndNamesTheHeadsAfterIt() {
    tries(DeclaredMeaningTest::any)
        .forEach(
            it -> {
              Set<String> applied = new HashSet<>(it.applied());
              for (Step step : it.plan().steps()) {
                boolean changed =
                    step.operation() == Operation.UPGRADE
                        ? applied.add(step.revision())
                        : applied.remove(step.revision());
                assertThat(changed).as("%s in %s", step, it).isTrue();
                assertThat(it.graph().missingParentsOf(applied)).as("%s in %s", step, it).isEmpty();
                assertThat(step.headsAfter())
                    .as("%s in %s", step, it)
                    .isEqualTo(it.graph().headsOf(applied));
              }
            });
  }

  @Test
  void whatMustBeUndoneIsUndoneBeforeAnythingIsApplied() {
    tries(DeclaredMeaningTest::any)
        .forEach(
            it -> {
              List<Step> steps = new ArrayList<>(it.plan().downgrades());
              steps.addAll(it.plan().upgrades());
              assertThat(it.plan().steps()).as("%s", it).isEqualTo(steps);
              assertThat(it.plan().direction())
                  .as("%s", it)
                  .isEqualTo(
                      !it.plan().downgrades().isEmpty()
                          ? Direction.DOWNGRADE
                          : it.plan().isEmpty() ? Direction.NONE : Direction.UPGRADE);
            });
  }

  @Test
  void applyingTheSameTargetTwiceDoesNothingTheSecondTime() {
    tries(DeclaredMeaningTest::any)
        .forEach(
            it ->
                assertThat(new Try(it.graph(), it.after(), it.target()).plan().steps())
                    .as("%s", it)
                    .isEmpty());
  }

  @Test
  void goingThereAndBackEndsAtTheSameHeads() {
    tries(DeclaredMeaningTest::any)
        .forEach(
            it -> {
              Set<String> heads = it.graph().headsOf(it.applied());
              String back = heads.isEmpty() ? "base" : String.join(",", heads);
              Try returning = new Try(it.graph(), it.after(), back);
              assertThat(it.graph().headsOf(returning.after())).as("%s", it).isEqualTo(heads);
            });
  }

  @Test
  void theOrderOfTheFilesChangesNothing() {
    RandomHistory history = new RandomHistory(SEED);
    tries(DeclaredMeaningTest::any)
        .forEach(
            it -> {
              List<Revision> shuffled = new ArrayList<>(it.graph().revisions());
              Collections.shuffle(shuffled, history.random());
              Try other = new Try(RevisionGraph.of(shuffled), it.applied(), it.target());
              assertThat(other.aim()).as("%s", it).isEqualTo(it.aim());
              assertThat(other.plan()).as("%s", it).isEqualTo(it.plan());
            });
  }

  @Test
  void anUpgradeByCommandFromBaseIsTheDeclaredOne() {
    tries(DeclaredMeaningTest::unlabelled)
        .filter(it -> !it.target().contains(","))
        .filter(it -> !it.aim().targets().isEmpty())
        .forEach(
            it -> {
              Plan commanded = CommandPlanner.upgrade(it.graph(), Set.of(), it.target());
              Plan declared = new Try(it.graph(), Set.of(), it.target()).plan();
              assertThat(commanded.steps())
                  .as("%s", it)
                  .extracting(Step::revision)
                  .containsExactlyInAnyOrderElementsOf(
                      declared.steps().stream().map(Step::revision).toList());
            });
  }

  private interface Asking {
    String target(RandomHistory history, RevisionGraph graph);
  }

  /** Drawn tries of all graphs whose target means something there. */
  private static Stream<Try> tries(Asking asking) {
    RandomHistory history = new RandomHistory(SEED);
    List<Try> tries = new ArrayList<>();
    for (List<Revision> revisions : histories) {
      RevisionGraph graph = RevisionGraph.of(revisions);
      for (int i = 0; i < TRIES; i++) {
        Try drawn = new Try(graph, history.reachableState(graph), asking.target(history, graph));
        if (meansSomething(drawn)) {
          tries.add(drawn);
        }
      }
    }
    assertThat(tries).hasSizeGreaterThan(histories.size());
    return tries.stream();
  }

  private static boolean meansSomething(Try drawn) {
    try {
      drawn.aim();
      return true;
    } catch (RevisionException severalHeadsOrTooFar) {
      return false;
    }
  }

  private static String unlabelled(RandomHistory history, RevisionGraph graph) {
    List<String> ids = List.copyOf(graph.ids());
    return switch (history.random().nextInt(8)) {
      case 0 -> "head";
      case 1 -> "heads";
      case 2 -> "base";
      case 3 -> history.anyOf(ids) + "-1";
      case 4 -> history.anyOf(ids) + "," + history.anyOf(ids);
      case 5 -> "head-2";
      default -> history.anyOf(ids);
    };
  }

  private static String labelled(RandomHistory history, RevisionGraph graph) {
    List<String> names = new ArrayList<>(graph.ids());
    graph.revisions().forEach(it -> names.addAll(it.branchLabels()));
    String branch = history.anyOf(names);
    List<String> line = List.copyOf(graph.lineageOf(graph.named(branch)));
    return branch
        + "@"
        + switch (history.random().nextInt(5)) {
          case 0 -> "head";
          case 1 -> "heads";
          case 2 -> "base";
          default -> history.anyOf(line);
        };
  }

  private static String any(RandomHistory history, RevisionGraph graph) {
    return history.random().nextBoolean() ? unlabelled(history, graph) : labelled(history, graph);
  }

  private static boolean isValid(List<Revision> revisions) {
    try {
      RevisionGraph.of(revisions);
      return true;
    } catch (RevisionException invalid) {
      return false;
    }
  }

  /** Computed from the files alone, so as not to trust what is tested. */
  private static Set<String> ancestors(RevisionGraph graph, Set<String> ids) {
    Set<String> found = new HashSet<>();
    List<String> todo = new ArrayList<>(ids);
    while (!todo.isEmpty()) {
      String id = todo.removeLast();
      if (found.add(id)) {
        Revision revision = graph.get(id);
        todo.addAll(revision.downRevisions());
        revision.dependsOn().forEach(name -> todo.add(graph.named(name)));
      }
    }
    return found;
  }
}
