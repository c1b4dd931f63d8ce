package dev.schemamigration.migration.planning;

import static org.assertj.core.api.Assertions.assertThat;

import dev.schemamigration.database.tracking.ArchivedRevision;
import dev.schemamigration.database.tracking.RecordedState;
import dev.schemamigration.database.tracking.Requester;
import dev.schemamigration.database.tracking.RevisionState;
import dev.schemamigration.migration.api.Execution;
import dev.schemamigration.migration.api.Goal;
import dev.schemamigration.migration.api.Request;
import dev.schemamigration.migration.reason.FaultException;
import dev.schemamigration.migration.reason.PassFault;
import dev.schemamigration.operator.Given;
import dev.schemamigration.operator.spec.SpecFieldNames;
import dev.schemamigration.plan.Step;
import dev.schemamigration.policy.PolicyRules;
import dev.schemamigration.revision.RandomHistory;
import dev.schemamigration.revision.Revision;
import dev.schemamigration.revision.RevisionException;
import dev.schemamigration.revision.RevisionGraph;
import dev.schemamigration.setting.ChangesetFilter;
import dev.schemamigration.source.Bundle;
import dev.schemamigration.source.RevisionFile;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Random;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** Databases and sources drawn by lot, of which the source has lost files and edited headers. */
class LostRevisionsPropertyTest {
  private static final int ROUNDS = 4_000;

  private final long seed = new Random().nextLong();
  private final RandomHistory lot = new RandomHistory(seed);
  private final Random random = lot.random();
  private int refused;
  private int gaps;
  private int planned;

  @Test
  void nothingIsUndoneThatNobodyNamedAndNothingFromBelowWhatStays() {
    for (int round = 0; round < ROUNDS; round++) {
      round();
    }

    assertThat(List.of(refused, gaps, planned))
        .as("seed %d: rounds that ended in each way", seed)
        .allMatch(it -> it > ROUNDS / 50);
  }

  private void round() {
    var history = lot.bushy(1 + random.nextInt(9));
    var graph = RevisionGraph.of(history);
    var recorded = recorded(graph, lot.reachableState(graph));
    var declared = new ArrayList<Revision>();
    for (var revision : history) {
      if (random.nextInt(5) > 0) {
        declared.add(random.nextInt(8) == 0 ? edited(revision, declared) : revision);
      }
    }
    var source = bundle(declared);
    var target = lot.anyOf(targets(history));

    for (var rules : List.of(PolicyRules.DEFAULT, PolicyRules.PERMISSIVE)) {
      try {
        var plan = plan(source, recorded, target, rules);
        planned++;
        requireHarmless(source, recorded, target, rules, plan);
      } catch (FaultException e) {
        count(e, rules);
      } catch (RevisionException noSuchTarget) {
        assertThat(noSuchTarget).as("seed %d", seed).hasMessageContaining("\"");
      }
    }
  }

  private void count(FaultException e, PolicyRules rules) {
    switch (e.fault()) {
      case PassFault.SourceGap gap -> gaps++;
      case PassFault.SourceShrank shrank -> {
        assertThat(rules.sourceMayShrink()).as("seed %d", seed).isFalse();
        refused++;
      }
      // A file may follow one that is neither applied nor there any more.
      case PassFault.Plain invalidGraph -> {}
      default -> throw e;
    }
  }

  private void requireHarmless(
      Bundle source,
      RecordedState recorded,
      String target,
      PolicyRules rules,
      List<String> undone) {
    var rows = recorded.byId();
    if (!rules.sourceMayShrink() && target.startsWith("head")) {
      assertThat(undone).as("seed %d: target %s", seed, target).allMatch(it -> has(source, it));
    }
    if (target.equals("base")) {
      return;
    }
    for (var id : undone) {
      if (!has(source, id)) {
        assertThat(rows.values())
            .as("seed %d: target %s undoes %s from below", seed, target, id)
            .filteredOn(row -> has(source, row.id()) && !undone.contains(row.id()))
            .noneMatch(row -> below(row.id(), rows).contains(id));
      }
    }
  }

  private static Set<String> below(String id, Map<String, ArchivedRevision> rows) {
    var found = new HashSet<String>();
    var row = rows.get(id).revision();
    for (var parents : List.of(row.downRevisions(), row.dependsOn())) {
      parents.forEach(
          it -> {
            found.add(it);
            found.addAll(below(it, rows));
          });
    }
    return found;
  }

  private static boolean has(Bundle source, String id) {
    return source.find(id).isPresent();
  }

  private static List<String> targets(List<Revision> history) {
    var targets = new ArrayList<>(List.of("heads", "heads", "head", "base"));
    history.forEach(
        it -> {
          targets.add(it.id());
          targets.add(it.id() + "@head");
        });
    return targets;
  }

  private List<String> plan(
      Bundle source, RecordedState recorded, String target, PolicyRules rules) {
    var request =
        new Request(
            new Requester("shop/app", 1, "test"),
            source,
            Given.SETTINGS,
            new Goal.Declared(target),
            List.of(),
            ChangesetFilter.NONE,
            rules,
            Execution.DEFAULT,
            Request.Adoption.AUTO,
            SpecFieldNames.INSTANCE);
    var known = KnownRevisions.of(source, recorded);
    var resolution = Resolver.resolve(known, recorded, request.goal());
    LostRevisions.check(request, recorded, resolution);
    return resolution.plan().downgrades().stream().map(Step::revision).toList();
  }

  /** The same revision behind another one, or behind none. */
  private Revision edited(Revision revision, List<Revision> earlier) {
    return new Revision(
        revision.id(),
        earlier.isEmpty() ? List.of() : List.of(lot.anyOf(earlier).id()),
        revision.branchLabels(),
        List.of(),
        revision.message());
  }

  private static Bundle bundle(List<Revision> revisions) {
    return new Bundle(
        "test",
        revisions.stream().map(LostRevisionsPropertyTest::file).toList(),
        Map.of(),
        Optional.empty());
  }

  private static RevisionFile file(Revision revision) {
    return new RevisionFile(
        revision,
        revision.id() + ".sql",
        RevisionFolders.node(revision.id(), String.join(", ", revision.downRevisions()), ""),
        false,
        OptionalInt.empty(),
        Optional.empty());
  }

  private static RecordedState recorded(RevisionGraph graph, Set<String> applied) {
    var rows =
        graph.oldestFirst(applied).stream()
            .map(
                id -> {
                  var file = file(graph.get(id));
                  return new ArchivedRevision(
                      KnownRevisions.archivable(graph, file.revision()),
                      RevisionState.APPLIED,
                      UUID.randomUUID(),
                      file.path(),
                      file.sha256(),
                      false,
                      List.of());
                })
            .toList();
    return new RecordedState(true, rows, List.of(), List.of(), 0, Map.of(), Optional.empty());
  }
}
