package dev.schemamigration.operator.status;

import static org.assertj.core.api.Assertions.assertThat;

import dev.schemamigration.crd.v1alpha1.AppliedRevisionsStatus;
import dev.schemamigration.crd.v1alpha1.SchemaMigrationStatus;
import dev.schemamigration.migration.api.AppliedHistory;
import dev.schemamigration.migration.api.Report;
import dev.schemamigration.migration.reason.Fault;
import dev.schemamigration.migration.reason.Reason;
import dev.schemamigration.operator.Given;
import dev.schemamigration.operator.spec.ReconcileRequest;
import dev.schemamigration.operator.state.Phase;
import dev.schemamigration.operator.state.RunProgress;
import dev.schemamigration.plan.Step;
import java.time.Clock;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Applications start on the word of this list: it may lack what is applied, and never the other
 * way.
 */
class AppliedRevisionsTest {
  private static final AppliedHistory THREE =
      new AppliedHistory(List.of("001", "002", "003"), Map.of("core", "001", "later", "009"));

  @Test
  void aSettledDatabaseIsListedNewestFirst() {
    var applied = status(Given.reported(with(Given.settled("003"), THREE))).appliedRevisions();

    assertThat(applied)
        .isEqualTo(
            new AppliedRevisionsStatus(
                3, List.of("003", "002", "001"), null, Map.of("core", "001")));
  }

  @Test
  void aPlanThatMustNotRunTakesNothingAway() {
    var waiting = Given.stopped(Reason.ApprovalRequired, "approve it", Given.down("003", "002"));

    assertThat(listed(Given.reported(with(waiting, THREE)))).contains("003");
  }

  @Test
  void whatARunIsToUndoIsGoneBeforeItBegins() {
    var plan =
        Given.pending(
            List.of("003"), List.of("001"), Given.down("003", "002"), Given.down("002", "001"));

    assertThat(listed(running(plan))).containsExactly("001");
    assertThat(listed(running(plan, Given.down("003", "002")))).containsExactly("001");
  }

  @Test
  void whatARunHasAppliedIsAddedOnceItIsCommitted() {
    var plan =
        Given.pending(
            List.of("003"), List.of("005"), Given.up("004", "004"), Given.up("005", "005"));

    assertThat(listed(running(plan))).containsExactly("003", "002", "001");
    assertThat(listed(running(plan, Given.up("004", "004"))))
        .containsExactly("004", "003", "002", "001");
  }

  /** Its plan is made anew under the lock. */
  @Test
  void whatARunHasUndoneBeyondThePlanThatWasSeenIsGoneToo() {
    var plan = Given.pending(List.of("003"), List.of("004"), Given.up("004", "004"));

    assertThat(listed(running(plan, Given.down("003", "002")))).containsExactly("002", "001");
  }

  @Test
  void aRunThatFailsMayHaveUndoneMoreThanItWasTold() {
    var stopped = Given.stopped(Reason.ConnectionLost, "gone", Given.down("003", "002"));
    var run = Given.migrated(List.of("003"), List.of("002"), Given.down("003", "002")).run();
    var failed =
        new Report(
            stopped.outcome(),
            stopped.database(),
            stopped.heads(),
            stopped.targetHeads(),
            stopped.plan(),
            run,
            List.of(),
            Optional.empty(),
            List.of(),
            Optional.of(THREE));

    assertThat(listed(Given.reported(failed))).containsExactly("002", "001");
  }

  @Test
  void aPassThatHasNotReadTheDatabaseListsNothing() {
    var before = status(Given.reported(with(Given.settled("003"), THREE)));

    for (var phase :
        List.of(
            Given.reported(Report.stopped(new Fault(Reason.DatabaseUnreachable, "gone"))),
            Given.reported(Report.stopped(new Fault(Reason.InvalidSource, "002.sql: broken"))),
            new Phase.Inspecting(true))) {
      var now = status(before, 1, phase);
      assertThat(now.appliedRevisions()).as(phase.toString()).isNull();
      assertThat(now.currentRevision()).isEqualTo("003");
    }
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2})
  void aSuspendedResourceKeepsTheListOnlyOfItsOwnGeneration(long generation) {
    var before = status(Given.reported(with(Given.settled("003"), THREE)));

    var suspended = status(before, generation, new Phase.Suspended(Optional.empty()));

    assertThat(suspended.appliedRevisions() != null).isEqualTo(generation == 1);
  }

  private static Phase running(Report plan, Step... committed) {
    return new Phase.Running(
        Given.inspected(with(plan, THREE)),
        new RunProgress(Optional.empty(), List.of(committed), List.of(), ""));
  }

  private static Report with(Report report, AppliedHistory applied) {
    return new Report(
        report.outcome(),
        report.database(),
        report.heads(),
        report.targetHeads(),
        report.plan(),
        report.run(),
        report.blockedBy(),
        report.ownership(),
        report.unfinished(),
        Optional.of(applied));
  }

  private static List<String> listed(Phase phase) {
    return List.copyOf(status(phase).appliedRevisions().listed());
  }

  private static SchemaMigrationStatus status(Phase phase) {
    return status(SchemaMigrationStatus.NONE, 1, phase);
  }

  private static SchemaMigrationStatus status(
      SchemaMigrationStatus before, long generation, Phase phase) {
    return new StatusFactory(Clock.fixed(Given.NOON, ZoneOffset.UTC), "ops/this")
        .status(
            new StatusContext(
                before,
                generation,
                Optional.of(Given.SETTINGS),
                ReconcileRequest.NONE,
                Optional.empty(),
                Optional.empty()),
            phase);
  }
}
