package dev.schemamigration.operator.status;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.schemamigration.crd.v1alpha1.Condition;
import dev.schemamigration.crd.v1alpha1.MigrationRecord;
import dev.schemamigration.crd.v1alpha1.SchemaMigrationStatus;
import dev.schemamigration.crd.v1alpha1.SourceStatus;
import dev.schemamigration.database.connection.ConnectionSettings;
import dev.schemamigration.database.session.LockHolder;
import dev.schemamigration.migration.api.Report;
import dev.schemamigration.migration.api.StepProgress;
import dev.schemamigration.migration.reason.Disposition;
import dev.schemamigration.migration.reason.Fault;
import dev.schemamigration.migration.reason.Reason;
import dev.schemamigration.operator.Given;
import dev.schemamigration.operator.spec.ReconcileRequest;
import dev.schemamigration.operator.state.Phase;
import dev.schemamigration.operator.state.RunProgress;
import dev.schemamigration.testing.ArgoHealth;
import dev.schemamigration.testing.Kstatus;
import java.time.Clock;
import java.time.Duration;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class StatusFactoryTest {
  private static final String FLUX = "reconcile.fluxcd.io/requestedAt";
  private static final String OWN = "schemamigration.dev/requestedAt";
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final Report PENDING =
      Given.pending(List.of("001"), List.of("003"), Given.up("002", "002"), Given.up("003", "003"));

  @Test
  void aSettledResourceIsReadyAndNamesTheRevision() {
    var status = first(Given.reported(Given.settled("002")));

    assertThat(lines(status))
        .containsExactly(
            "Ready True Succeeded: the database stands at 002",
            "SourceFetched True Succeeded: the revision files make a graph",
            "DatabaseReachable True Succeeded: PostgreSQL 17.2 on db.shop",
            "TargetResolved True Succeeded: spec.target is 002",
            "PlanApproved True Succeeded: the plan may run",
            "SchemaCurrent True Succeeded: the database stands at 002");
    assertThat(status.currentRevision()).isEqualTo("002");
    assertThat(status.targetRevision()).isEqualTo("002");
    assertThat(status.pendingRevisions()).isZero();
    assertThat(status.direction()).isEqualTo("None");
    assertThat(status.plan()).isNull();
    assertThat(status.database().identity()).isEqualTo("7711/16384");
    assertThat(kstatus(status)).isEqualTo(Kstatus.CURRENT);
  }

  @Test
  void anEmptyDatabaseIsAtBase() {
    var status = first(Given.reported(Given.settled()));

    assertThat(status.currentRevision()).isEqualTo("base");
    assertThat(status.heads()).isEmpty();
  }

  @Test
  void aPlanIsShownBeforeItRuns() {
    var status = first(running(PENDING, RunProgress.NOT_STARTED));

    assertThat(lines(status))
        .containsExactly(
            "Ready False Progressing: 001 → 003: 2 revisions to apply; waiting for a free worker",
            "Reconciling True Progressing: 001 → 003: 2 revisions to apply; waiting for a free"
                + " worker",
            "SourceFetched True Succeeded: the revision files make a graph",
            "DatabaseReachable True Succeeded: PostgreSQL 17.2 on db.shop",
            "TargetResolved True Succeeded: spec.target is 003",
            "PlanApproved True Succeeded: the plan may run",
            "SchemaCurrent False Progressing: 001 → 003: 2 revisions to apply; waiting for a free"
                + " worker");
    assertThat(status.pendingRevisions()).isEqualTo(2);
    assertThat(status.direction()).isEqualTo("Upgrade");
    assertThat(status.plan().hash()).isEqualTo("sha256:abc");
    assertThat(status.plan().steps())
        .extracting("revision", "operation", "message")
        .containsExactly(
            tuple("002", "Upgrade", "message of 002"), tuple("003", "Upgrade", "message of 003"));
    assertThat(kstatus(status)).isEqualTo(Kstatus.IN_PROGRESS);
  }

  @Test
  void aBranchSwitchCountsWhatIsUndoneAndWhatIsApplied() {
    var plan = Given.pending(List.of("3"), List.of("4"), Given.down("3", "2"), Given.up("4", "4"));

    var status = first(running(plan, RunProgress.NOT_STARTED));

    assertThat(ready(status).message())
        .isEqualTo(
            "3 → 4: 1 revision to undo, then 1 revision to apply; waiting for a free worker");
    assertThat(status.direction()).isEqualTo("Downgrade");
  }

  @Test
  void aRunShowsItsProgressAndWhatItHasCommitted() {
    var steps = PENDING.plan().orElseThrow().plan().steps();
    var progress =
        new RunProgress(
            Optional.of(new StepProgress(steps.get(1), 2, 2, Given.NOON)),
            List.of(steps.getFirst()),
            List.of(),
            "");

    var status = first(running(PENDING, progress));

    assertThat(ready(status).message()).isEqualTo("applying 003 (message of 003), step 2 of 2");
    assertThat(status.progress().revision()).isEqualTo("003");
    assertThat(status.progress().step()).isEqualTo(2);
    assertThat(status.progress().since()).isEqualTo("2026-03-01T12:00:00Z");
    assertThat(status.currentRevision()).isEqualTo("002");
    assertThat(status.pendingRevisions()).isEqualTo(1);
  }

  @Test
  void aRunThatWaitsForALockNamesWhoHoldsIt() {
    var holder =
        new LockHolder(4711, "pg_dump", "active", Optional.of(Given.NOON), "AccessShareLock");
    var step = PENDING.plan().orElseThrow().plan().steps().getFirst();
    var status =
        first(
            running(
                PENDING,
                new RunProgress(
                    Optional.of(new StepProgress(step, 1, 2, Given.NOON)),
                    List.of(),
                    List.of(holder),
                    "waiting for pid 4711 (pg_dump); attempt 3")));

    assertThat(lines(status))
        .contains(
            "Ready False LockTimeout: waiting for pid 4711 (pg_dump); attempt 3",
            "Reconciling True ProgressingWithRetry: waiting for pid 4711 (pg_dump); attempt 3");
    assertThat(status.blockedBy())
        .extracting("pid", "applicationName", "state", "since", "lock")
        .containsExactly(
            tuple(4711, "pg_dump", "active", "2026-03-01T12:00:00Z", "AccessShareLock"));
    assertThat(kstatus(status)).isEqualTo(Kstatus.IN_PROGRESS);
  }

  @Test
  void whatOthersHaveWrittenIsPrintable() throws Exception {
    var foreign = "x\u001b[2J\u0007\u0085\u202e\u2028\ud800";
    var holder = new LockHolder(1, foreign, foreign, Optional.empty(), foreign);
    var step = Given.up(foreign, foreign);
    var pending = Given.pending(List.of(foreign), List.of(foreign), step);
    var run =
        new RunProgress(
            Optional.of(new StepProgress(step, 1, 1, Given.NOON)),
            List.of(),
            List.of(holder),
            foreign);
    var stopped = first(Given.reported(Given.failedRun(Reason.MigrationFailed, foreign)));

    for (var status :
        List.of(
            first(running(pending, run)),
            first(running(pending, RunProgress.NOT_STARTED)),
            first(Given.reported(Given.settled(foreign))),
            withRun(stopped, Given.migrated(List.of(foreign), List.of(foreign), step)),
            withRun(stopped, Given.failedRun(Reason.MigrationFailed, foreign)))) {
      var texts = JSON.valueToTree(status).toString();
      assertThat(texts)
          .contains("x\\\\x1b[2J\\\\x07\\\\x85\\\\u202e\\\\u2028\\\\ud800")
          .doesNotContain("\\u001B", "\\u0007", "\u0085", "\u202e", "\u2028", "\ud800");
    }
  }

  @Test
  void aRunThatWaitsForTheMigrationLockFindsTheDatabaseBusy() {
    var holder =
        new LockHolder(
            4711, "schema-migration/shop/app/2", "idle", Optional.of(Given.NOON), "migration lock");
    var status =
        first(
            running(
                PENDING,
                new RunProgress(
                    Optional.empty(),
                    List.of(),
                    List.of(holder),
                    "another run holds the migration lock")));

    assertThat(lines(status))
        .contains(
            "Ready False DatabaseBusy: another run holds the migration lock",
            "Reconciling True ProgressingWithRetry: another run holds the migration lock");
    assertThat(kstatus(status)).isEqualTo(Kstatus.IN_PROGRESS);
  }

  @Test
  void aPlanThatWaitsForAnApprovalIsShownWithItsHashAndIsNoFailure() {
    var why =
        "the plan would undo 001, which lies on another branch than the target, before it applies"
            + " 002 and spec.downgrade is Approve; set spec.approvedPlan to sha256:abc to run"
            + " exactly this plan";
    var status =
        first(
            Given.reported(
                Given.stopped(
                    Reason.ApprovalRequired, why, Given.down("001"), Given.up("002", "002"))));

    assertThat(lines(status))
        .containsExactly(
            "Ready False ApprovalRequired: " + why,
            "Reconciling True DependencyNotReady: " + why,
            "SourceFetched True Succeeded: the revision files make a graph",
            "DatabaseReachable True Succeeded: PostgreSQL 17.2 on db.shop",
            "TargetResolved True Succeeded: spec.target is 002",
            "PlanApproved False ApprovalRequired: " + why,
            "SchemaCurrent Unknown NotReached: not looked at: PlanApproved is not True");
    assertThat(status.plan().hash()).isEqualTo("sha256:abc");
    assertThat(status.direction()).isEqualTo("Downgrade");
    assertThat(status.pendingRevisions()).isEqualTo(2);
    assertThat(kstatus(status)).isEqualTo(Kstatus.IN_PROGRESS);
  }

  @ParameterizedTest
  @EnumSource(Reason.class)
  void everyReasonBecomesWhatKstatusShouldMakeOfIt(Reason reason) {
    var status =
        first(
            new Phase.Reported(
                Given.stopped(reason, "why"), 1, Optional.empty(), Optional.empty()));

    assertThat(ready(status).status()).isEqualTo("False");
    assertThat(ready(status).reason()).isEqualTo(reason.name());
    var reconciling = status.condition("Reconciling").map(Condition::reason);
    var stalled = status.condition("Stalled").map(Condition::reason);
    switch (reason.next()) {
      case SETTLE -> {
        assertThat(reconciling).isEmpty();
        assertThat(stalled).isEmpty();
      }
      case PROGRESS -> assertThat(reconciling).contains("Progressing");
      case WAIT -> assertThat(reconciling).contains("DependencyNotReady");
      case RETRY -> assertThat(reconciling).contains("ProgressingWithRetry");
      case STALL -> assertThat(stalled).contains(reason.name());
    }
    assertThat(reconciling.isPresent() && stalled.isPresent()).isFalse();
    assertThat(kstatus(status))
        .isEqualTo(reason.next() == Disposition.STALL ? Kstatus.FAILED : Kstatus.IN_PROGRESS);
  }

  @ParameterizedTest
  @EnumSource(Reason.class)
  void theStagesBeforeAFaultPassedAndThoseAfterItWereNotReached(Reason reason) {
    var status = first(Given.reported(Given.stopped(reason, "why")));

    var stages =
        List.of(
            "SourceFetched",
            "DatabaseReachable",
            "TargetResolved",
            "PlanApproved",
            "SchemaCurrent");
    var here = reason.stage().ordinal();
    for (var i = 0; i < stages.size(); i++) {
      var expected = i < here ? "True" : i == here ? "False" : "Unknown";
      assertThat(status.condition(stages.get(i)).orElseThrow().status())
          .as(stages.get(i))
          .isEqualTo(expected);
    }
  }

  @Test
  void aRetryShowsItsAttemptAndWhenTheNextOneIs() {
    var status =
        first(
            new Phase.Reported(
                Given.stopped(Reason.DatabaseUnreachable, "no connection to db.shop:5432"),
                3,
                Optional.of(Given.NOON.plusSeconds(8)),
                Optional.empty()));

    assertThat(ready(status).message())
        .isEqualTo("no connection to db.shop:5432 (attempt 3, next at 2026-03-01T12:00:08Z)");
  }

  @Test
  void aTransitionTimeMovesOnlyWhenTheStatusFlips() {
    var before = first(Given.reported(Given.settled("001")));

    var same = after(before, Duration.ofMinutes(5), Given.reported(Given.settled("002")));
    var flipped =
        after(
            same,
            Duration.ofMinutes(9),
            Given.reported(Given.stopped(Reason.DatabaseUnreachable, "gone")));

    assertThat(ready(same).lastTransitionTime()).isEqualTo("2026-03-01T12:00:00Z");
    assertThat(ready(flipped).lastTransitionTime()).isEqualTo("2026-03-01T12:09:00Z");
    assertThat(flipped.condition("SourceFetched").orElseThrow().lastTransitionTime())
        .isEqualTo("2026-03-01T12:00:00Z");
  }

  @Test
  void nothingNewIsTheSameStatus() {
    var before = first(Given.reported(Given.settled("002")));

    assertThat(after(before, Duration.ofHours(1), Given.reported(Given.settled("002"))))
        .isEqualTo(before);
  }

  @Test
  void everyConditionCarriesTheGeneration() {
    var status =
        new StatusFactory(at(Duration.ZERO), "ops/this")
            .status(context(SchemaMigrationStatus.NONE, 7), Given.reported(PENDING));

    assertThat(status.observedGeneration()).isEqualTo(7);
    assertThat(status.conditions()).extracting(Condition::observedGeneration).containsOnly(7L);
  }

  @Test
  void anOutageKeepsWhatIsKnownOfTheDatabase() {
    var before = first(Given.reported(Given.settled("002")));

    var status = after(before, Duration.ofMinutes(1), Given.reported(unreachable("db is down")));

    assertThat(status.currentRevision()).isEqualTo("002");
    assertThat(status.targetRevision()).isEqualTo("002");
    assertThat(status.database()).isEqualTo(before.database());
  }

  @Test
  void nothingIsKeptOfAnotherDatabase() {
    var before = first(Given.reported(Given.settled("002")));
    var moved =
        new StatusContext(
            before,
            2,
            Optional.of(Given.SETTINGS).map(it -> other()),
            ReconcileRequest.NONE,
            Optional.empty(),
            Optional.empty());

    var status =
        new StatusFactory(at(Duration.ZERO), "ops/this")
            .status(moved, Given.reported(unreachable("db is down")));

    assertThat(status.currentRevision()).isNull();
    assertThat(status.targetRevision()).isNull();
    assertThat(status.database()).isNull();
  }

  @Test
  void aBrokenSourceClearsTheTarget() {
    var before = first(Given.reported(Given.settled("002")));

    var status =
        after(
            before, Duration.ofMinutes(1), Given.reported(stopped(Reason.InvalidSource, "broken")));

    assertThat(status.currentRevision()).isEqualTo("002");
    assertThat(status.targetRevision()).isNull();
    assertThat(status.pendingRevisions()).isNull();
  }

  @Test
  void aMigrationEntersTheHistoryOnce() {
    var migrated = Given.migrated(List.of(), List.of("001"), Given.up("001", "001"));

    var once = withRun(SchemaMigrationStatus.NONE, migrated);
    var twice = withRun(once, migrated);

    assertThat(twice.history())
        .containsExactly(
            new MigrationRecord(
                "base",
                "001",
                "Upgrade",
                "2026-03-01T12:00:00Z",
                "2026-03-01T12:00:01.500Z",
                "Succeeded",
                "base → 001 in 1 step"));
    assertThat(twice.lastMigration()).isEqualTo(twice.history().getFirst());
  }

  @Test
  void aFailureThatRepeatsItselfIsOneEntry() {
    var failed = Given.failedRun(Reason.LockTimeout, "blocked");

    var status = SchemaMigrationStatus.NONE;
    for (var i = 0; i < 3; i++) {
      status = withRun(status, later(failed, i));
    }

    assertThat(status.history())
        .singleElement()
        .extracting(MigrationRecord::outcome, MigrationRecord::startedAt)
        .containsExactly("Failed", "2026-03-01T12:00:02Z");
  }

  @Test
  void theHistoryHoldsTheLastTen() {
    var status = SchemaMigrationStatus.NONE;
    for (var i = 0; i < 12; i++) {
      status =
          withRun(
              status, later(Given.migrated(List.of(), List.of("001"), Given.up("001", "001")), i));
    }

    assertThat(status.history())
        .hasSize(10)
        .first()
        .extracting(MigrationRecord::startedAt)
        .isEqualTo("2026-03-01T12:00:11Z");
  }

  @Test
  void aStoppedRunIsCancelledNotFailed() {
    var status =
        withRun(SchemaMigrationStatus.NONE, Given.failedRun(Reason.Cancelled, "stopped by hand"));

    assertThat(status.lastMigration().outcome()).isEqualTo("Cancelled");
    assertThat(status.lastMigration().message()).isEqualTo("stopped by hand");
  }

  @Test
  void aFailedRunLeavesPendingWhatItDidNotDo() {
    var status = first(Given.reported(Given.failedRun(Reason.MigrationFailed, "oops")));

    assertThat(status.pendingRevisions()).isEqualTo(1);
    assertThat(status.plan().steps()).hasSize(1);
  }

  @Test
  void aSuspendedResourceKeepsItsConditionsAndDoesNotReconcile() {
    var retrying =
        new Phase.Reported(
            Given.stopped(Reason.DatabaseUnreachable, "gone"),
            2,
            Optional.empty(),
            Optional.empty());

    var status = first(new Phase.Suspended(Optional.of(retrying)));

    assertThat(ready(status).reason()).isEqualTo("DatabaseUnreachable");
    assertThat(ready(status).message()).isEqualTo("suspended: gone (attempt 2)");
    assertThat(status.condition("Reconciling")).isEmpty();
  }

  @Test
  void aSuspendedResourceWaitsForNobody() {
    var cancelled = Given.stopped(Reason.Cancelled, "stopped at upgrade of revision 2: suspended");
    var holder =
        new LockHolder(4711, "pg_dump", "active", Optional.of(Given.NOON), "AccessShareLock");
    var blocked =
        new Report(
            cancelled.outcome(),
            cancelled.database(),
            cancelled.heads(),
            cancelled.targetHeads(),
            cancelled.plan(),
            cancelled.run(),
            List.of(holder),
            Optional.empty(),
            List.of(),
            Optional.empty());

    assertThat(first(Given.reported(blocked)).blockedBy()).hasSize(1);
    assertThat(first(new Phase.Suspended(Optional.of(Given.reported(blocked)))).blockedBy())
        .isEmpty();
  }

  @Test
  void aResourceThatIsSuspendedBeforeItsInspectionIsUnknown() {
    var status = first(new Phase.Suspended(Optional.empty()));

    assertThat(lines(status).getFirst())
        .isEqualTo(
            "Ready Unknown Suspended: spec.suspend is true and the resource has not been looked at"
                + " since it changed; set it to false to go on");
    assertThat(kstatus(status)).isEqualTo(Kstatus.IN_PROGRESS);
  }

  @Test
  void afterARestartASuspendedResourceKeepsItsStatus() {
    var before = first(new Phase.Suspended(Optional.of(Given.reported(Given.settled("1")))));

    assertThat(after(before, Duration.ofHours(1), new Phase.Suspended(Optional.empty())))
        .isEqualTo(before);
  }

  @Test
  void aLongFirstInspectionIsShown() {
    var status = first(new Phase.Inspecting(false));

    assertThat(lines(status))
        .startsWith(
            "Ready False Progressing: looking at the source and the database",
            "Reconciling True Progressing: looking at the source and the database");
    assertThat(kstatus(status)).isEqualTo(Kstatus.IN_PROGRESS);
  }

  @Test
  void aHandledRequestIsEchoedAndStays() {
    var status = withRequest(SchemaMigrationStatus.NONE, Map.of(OWN, "token"));

    assertThat(status.lastHandledReconcileAt()).isEqualTo("token");
    assertThat(status.handledAnnotations()).isEqualTo(Map.of(OWN, "token"));
    assertThat(after(status, Duration.ZERO, Given.reported(Given.settled("1")))).isEqualTo(status);
  }

  @Test
  void theValueThatIsNewIsEchoedWhicheverTextIsGreater() {
    var flux = withRequest(SchemaMigrationStatus.NONE, Map.of(FLUX, "2026-11-30T18:00:00Z"));
    var own = withRequest(flux, Map.of(FLUX, "2026-11-30T18:00:00Z", OWN, "1764525600"));
    var again = withRequest(own, Map.of(FLUX, "2026-11-30T17:00:00Z", OWN, "1764525600"));

    assertThat(flux.lastHandledReconcileAt()).isEqualTo("2026-11-30T18:00:00Z");
    assertThat(own.lastHandledReconcileAt()).isEqualTo("1764525600");
    assertThat(again.lastHandledReconcileAt()).isEqualTo("2026-11-30T17:00:00Z");
    assertThat(again.handledAnnotations())
        .isEqualTo(Map.of(FLUX, "2026-11-30T17:00:00Z", OWN, "1764525600"));
  }

  @Test
  void aForcedRequestIsEchoedInItsOwnField() {
    var status =
        withRequest(
            SchemaMigrationStatus.NONE, Map.of(FLUX, "1", "reconcile.fluxcd.io/forceAt", "1"));

    assertThat(status.lastHandledReconcileAt()).isEqualTo("1");
    assertThat(status.lastHandledForceAt()).isEqualTo("1");
  }

  @Test
  void theSourceIsThatOfThePassThatTheStatusIsAbout() {
    var read = new SourceStatus("ConfigMap", "files@1", "sha256:1");
    var settled = new Phase.Reported(Given.settled("002"), 0, Optional.empty(), Optional.of(read));

    assertThat(first(settled).source()).isEqualTo(read);
    assertThat(first(running(PENDING, RunProgress.NOT_STARTED)).source().digest())
        .isEqualTo("sha256:f1");
    assertThat(after(first(settled), Duration.ZERO, new Phase.Inspecting(true)).source())
        .as("nothing else has been read yet")
        .isEqualTo(read);
    assertThat(
            after(first(settled), Duration.ZERO, Given.reported(unreachable("no source"))).source())
        .isNull();
  }

  @Test
  void aChangeIsShownBeforeAnythingIsDoneAboutIt() {
    var before = first(Given.reported(Given.settled("002")));

    var status = after(before, Duration.ofHours(1), new Phase.Inspecting(true));

    assertThat(lines(status))
        .startsWith(
            "Ready False Progressing: looking at the source and the database",
            "Reconciling True Progressing: looking at the source and the database");
    assertThat(status.currentRevision()).isEqualTo("002");
    assertThat(status.targetRevision()).isNull();
    assertThat(status.pendingRevisions()).isNull();
    assertThat(status.observedGeneration()).isEqualTo(1);
    assertThat(kstatus(status)).isEqualTo(Kstatus.IN_PROGRESS);
  }

  @Test
  void aRunThatEndsAfterItsSourceIsGoneStillSaysWhereTheDatabaseIs() {
    var migrated = Given.migrated(List.of(), List.of("001"), Given.up("001", "001"));
    var gone = Given.reported(stopped(Reason.SourceNotFound, "there is no ConfigMap"));
    var before = first(running(PENDING, RunProgress.NOT_STARTED));

    var status = afterPass(before, Optional.of(Given.SETTINGS), migrated, gone);

    assertThat(ready(status).reason()).isEqualTo("SourceNotFound");
    assertThat(status.currentRevision()).isEqualTo("001");
    assertThat(status.pendingRevisions()).isNull();
    assertThat(status.plan()).isNull();
  }

  @Test
  void whatAPassFoundIsNotSaidOfAnotherDatabase() {
    var migrated = Given.migrated(List.of(), List.of("001"), Given.up("001", "001"));
    var gone = Given.reported(stopped(Reason.SourceNotFound, "there is no ConfigMap"));

    var status = afterPass(SchemaMigrationStatus.NONE, Optional.of(other()), migrated, gone);

    assertThat(status.currentRevision()).isNull();
  }

  @Test
  void aRevisionThatIsHalfWayIsNamed() {
    var known = Given.stopped(Reason.NeedsIntervention, "CREATE INDEX CONCURRENTLY ended unknown");
    var halfWay =
        new Report(
            known.outcome(),
            known.database(),
            known.heads(),
            known.targetHeads(),
            known.plan(),
            known.run(),
            List.of(),
            Optional.empty(),
            List.of("002"),
            known.applied());

    var status = first(Given.reported(halfWay));

    assertThat(status.unfinishedRevisions()).containsExactly("002");
    assertThat(status.currentRevision()).isEqualTo("001");
    assertThat(after(status, Duration.ZERO, Given.reported(unreachable("gone"))))
        .extracting(SchemaMigrationStatus::unfinishedRevisions)
        .isEqualTo(List.of("002"));
    assertThat(after(status, Duration.ZERO, Given.reported(Given.settled("002"))))
        .extracting(SchemaMigrationStatus::unfinishedRevisions)
        .isEqualTo(List.of());
  }

  @Test
  void aLongPlanIsShownByItsFirstHundredSteps() {
    var steps = new dev.schemamigration.plan.Step[250];
    for (var i = 0; i < steps.length; i++) {
      steps[i] = Given.up("r" + i, "r" + i);
    }

    var status = first(Given.reported(Given.pending(List.of(), List.of("r249"), steps)));

    assertThat(status.plan().steps()).hasSize(100);
    assertThat(status.pendingRevisions()).isEqualTo(250);
  }

  @Test
  void anEndlessMessageIsCut() {
    var status = first(Given.reported(Given.stopped(Reason.MigrationFailed, "x".repeat(10_000))));

    assertThat(ready(status).message()).hasSize(4096).endsWith("…");
  }

  private static Phase.Running running(Report pending, RunProgress progress) {
    return new Phase.Running(Given.inspected(pending), progress);
  }

  private static Report unreachable(String message) {
    return stopped(Reason.DatabaseUnreachable, message);
  }

  private static Report stopped(Reason reason, String message) {
    return Report.stopped(new Fault(reason, message));
  }

  private static ConnectionSettings other() {
    return ConnectionSettings.of("elsewhere", 5432, "orders", "app", Optional.empty());
  }

  private static Report later(Report report, int seconds) {
    var run = report.run().orElseThrow();
    return new Report(
        report.outcome(),
        report.database(),
        report.heads(),
        report.targetHeads(),
        report.plan(),
        Optional.of(
            new dev.schemamigration.migration.api.RunSummary(
                run.from(),
                run.to(),
                run.direction(),
                run.steps(),
                run.startedAt().plusSeconds(seconds),
                run.finishedAt().plusSeconds(seconds))),
        report.blockedBy(),
        report.ownership(),
        List.of(),
        report.applied());
  }

  private static SchemaMigrationStatus withRun(SchemaMigrationStatus before, Report run) {
    return new StatusFactory(at(Duration.ZERO), "ops/this")
        .status(
            new StatusContext(
                before,
                1,
                Optional.of(Given.SETTINGS),
                ReconcileRequest.NONE,
                Optional.empty(),
                Optional.of(run)),
            Given.reported(run));
  }

  private static SchemaMigrationStatus withRequest(
      SchemaMigrationStatus before, Map<String, String> handled) {
    return new StatusFactory(at(Duration.ZERO), "ops/this")
        .status(
            new StatusContext(
                before,
                1,
                Optional.of(Given.SETTINGS),
                new ReconcileRequest(new TreeMap<>(handled)),
                Optional.empty(),
                Optional.empty()),
            Given.reported(Given.settled("1")));
  }

  private static SchemaMigrationStatus afterPass(
      SchemaMigrationStatus before,
      Optional<ConnectionSettings> database,
      Report latest,
      Phase phase) {
    return new StatusFactory(at(Duration.ZERO), "ops/this")
        .status(
            new StatusContext(
                before,
                1,
                database,
                ReconcileRequest.NONE,
                Optional.of(Given.inspected(latest)),
                Optional.of(latest)),
            phase);
  }

  private static SchemaMigrationStatus first(Phase phase) {
    return after(SchemaMigrationStatus.NONE, Duration.ZERO, phase);
  }

  private static SchemaMigrationStatus after(
      SchemaMigrationStatus before, Duration passed, Phase phase) {
    return new StatusFactory(at(passed), "ops/this").status(context(before, 1), phase);
  }

  private static StatusContext context(SchemaMigrationStatus before, long generation) {
    return new StatusContext(
        before,
        generation,
        Optional.of(Given.SETTINGS),
        ReconcileRequest.NONE,
        Optional.empty(),
        Optional.empty());
  }

  private static Clock at(Duration passed) {
    return Clock.fixed(Given.NOON.plus(passed), ZoneOffset.UTC);
  }

  private static Condition ready(SchemaMigrationStatus status) {
    return status.condition("Ready").orElseThrow();
  }

  private static List<String> lines(SchemaMigrationStatus status) {
    return status.conditions().stream()
        .map(it -> "%s %s %s: %s".formatted(it.type(), it.status(), it.reason(), it.message()))
        .toList();
  }

  private static Kstatus kstatus(SchemaMigrationStatus status) {
    JsonNode resource =
        JSON.createObjectNode()
            .<com.fasterxml.jackson.databind.node.ObjectNode>set(
                "metadata", JSON.createObjectNode().put("generation", status.observedGeneration()))
            .set("status", JSON.valueToTree(status));
    ArgoHealth.agreesWithKstatus(resource);
    return Kstatus.of(resource);
  }
}
