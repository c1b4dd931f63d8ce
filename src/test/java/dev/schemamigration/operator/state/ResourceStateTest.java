package dev.schemamigration.operator.state;

import static org.assertj.core.api.Assertions.assertThat;

import dev.schemamigration.migration.api.Report;
import dev.schemamigration.migration.api.StepProgress;
import dev.schemamigration.migration.reason.Reason;
import dev.schemamigration.operator.Given;
import dev.schemamigration.operator.spec.ReconcileRequest;
import dev.schemamigration.operator.spec.ResolvedSpec;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;

class ResourceStateTest {
  private static final ResolvedSpec.Usable SPEC = Given.spec("f1", "w1");
  private static final Report PENDING = Given.pending(List.of(), List.of("1"), Given.up("1", "1"));
  private static final Report FAILED = Given.failedRun(Reason.LockTimeout, "blocked");

  private final ResourceState state =
      new ResourceState(
          new RequeuePolicy(
              new Backoff(Duration.ofSeconds(1), Duration.ofSeconds(30), new Random(1))));

  @Test
  void anObservationStaysAsItWasWhenTheRunGoesOnAndEnds() {
    var run = state.beginRun(inspected());
    run.began(new StepProgress(Given.up("1", "1"), 1, 1, Given.NOON));
    var during = observe();

    run.committed(Given.up("1", "1"));
    state.ran(FAILED, Given.NOON);

    var migrating = (Activity.Migrating) during.activity();
    assertThat(migrating.progress().committedSteps()).isZero();
    assertThat(migrating.progress().step().orElseThrow().number()).isEqualTo(1);
    assertThat(during.result().orElseThrow().report()).isEqualTo(PENDING);
    assertThat(during.lastRun()).isEmpty();
    assertThat(observe().activity()).isEqualTo(new Activity.Idle());
    assertThat(observe().result().orElseThrow().report()).isEqualTo(FAILED);
    assertThat(observe().lastRun()).contains(FAILED);
  }

  @Test
  void aStatusFromBeforeTheEndOfARunDoesNotReportIt() {
    state.beginRun(inspected());
    var during = observe();
    state.ran(FAILED, Given.NOON);

    state.statusStored(observed(during));
    assertThat(state.unreported()).isTrue();

    state.statusStored(observed(observe()));
    assertThat(state.unreported()).isFalse();
  }

  @Test
  void anAbandonedInspectionIsCancelledAndLeavesWhatWasKnown() {
    var before = inspected();
    var inspection = state.beginInspection(SPEC, ReconcileRequest.NONE, Given.NOON);

    state.abandon(inspection, "spec.suspend is true");

    assertThat(inspection.cancellation().requested().orElseThrow().why())
        .isEqualTo("spec.suspend is true");
    assertThat(observe().activity()).isEqualTo(new Activity.Idle());
    var next = state.beginInspection(SPEC, ReconcileRequest.NONE, Given.NOON);
    assertThat(state.inspected(inspection, Given.settled("9"), Given.NOON)).isFalse();
    assertThat(observe().activity()).isSameAs(next);
    assertThat(observe().result()).contains(before);
  }

  @Test
  void aStoppedResourceAbandonsItsInspection() {
    var inspection = state.beginInspection(SPEC, ReconcileRequest.NONE, Given.NOON);

    state.stop("the resource was deleted", Duration.ofSeconds(25));

    assertThat(inspection.cancellation().requested().orElseThrow().grace()).isZero();
    assertThat(observe().activity()).isEqualTo(new Activity.Idle());
  }

  @Test
  void theSpecIsReadAgainOnlyWhenItsFingerprintChanges() {
    var changed = Given.spec("f2", "w1");

    assertThat(state.observe("f1", () -> SPEC).spec()).isSameAs(SPEC);
    assertThat(state.observe("f1", () -> changed).spec()).isSameAs(SPEC);
    assertThat(state.observe("f2", () -> changed).spec()).isSameAs(changed);
  }

  @Test
  void noObservationOfAnotherThreadMixesTwoPasses() throws Exception {
    var done = new AtomicBoolean();
    try (var thread = Executors.newSingleThreadExecutor()) {
      var passes =
          thread.submit(
              () -> {
                for (var i = 0; i < 2000; i++) {
                  state.beginRun(inspected());
                  state.ran(Given.failedRun(Reason.LockTimeout, "run " + i), Given.NOON);
                }
                done.set(true);
              });
      while (!done.get() && !passes.isDone()) {
        assertConsistent(observe());
      }
      passes.get();
    }
    assertConsistent(observe());
  }

  private static void assertConsistent(StateSnapshot snapshot) {
    var result = snapshot.result();
    switch (snapshot.activity()) {
      case Activity.Idle idle ->
          assertThat(result.filter(PassResult::ran).map(PassResult::report))
              .isEqualTo(result.filter(PassResult::ran).flatMap(ran -> snapshot.lastRun()));
      case Activity.Inspecting inspecting ->
          assertThat(result.map(PassResult::report)).isEqualTo(snapshot.lastRun());
      case Activity.Migrating migrating -> assertThat(result).contains(migrating.inspection());
    }
  }

  private PassResult inspected() {
    var inspection = state.beginInspection(SPEC, ReconcileRequest.NONE, Given.NOON);
    state.inspected(inspection, PENDING, Given.NOON);
    return observe().result().orElseThrow();
  }

  private StateSnapshot observe() {
    return state.observe(SPEC.fingerprint(), () -> SPEC);
  }

  private static ObservedState observed(StateSnapshot snapshot) {
    return new ObservedState(
        snapshot, false, ReconcileRequest.NONE, ReconcileRequest.NONE, false, Given.NOON);
  }
}
