package dev.schemamigration.operator.state;

import static org.assertj.core.api.Assertions.assertThat;

import dev.schemamigration.migration.api.Cancellation;
import dev.schemamigration.migration.api.Report;
import dev.schemamigration.migration.reason.Fault;
import dev.schemamigration.migration.reason.Reason;
import dev.schemamigration.operator.Given;
import dev.schemamigration.operator.spec.ReconcileRequest;
import dev.schemamigration.operator.spec.ResolvedSpec;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class DeciderTest {
  private static final ResolvedSpec.Usable SPEC = Given.spec("f1", "w1");
  private static final ResolvedSpec FETCHING =
      new ResolvedSpec.Fetching("f2", "i2", Optional.of(Given.SETTINGS));
  private static final Report PENDING = Given.pending(List.of(), List.of("1"), Given.up("1", "1"));

  @Test
  void aNewResourceIsInspected() {
    assertThat(decide(idle(SPEC, Optional.empty()))).isEqualTo(new Action.Inspect(SPEC));
  }

  @Test
  void aChangedSpecIsInspectedAtOnce() {
    var changed = Given.spec("f2", "w1");

    assertThat(decide(idle(changed, result(Given.settled("1"), later()))))
        .isEqualTo(new Action.Inspect(changed));
  }

  @Test
  void aRequestIsFollowedByAnInspectionAtOnce() {
    var observed =
        observed(
            snapshot(SPEC, new Activity.Idle(), result(Given.settled("1"), later())),
            false,
            request("token"));

    assertThat(decide(observed)).isEqualTo(new Action.Inspect(SPEC));
  }

  @Test
  void aSettledDatabaseIsLeftAloneUntilTheInterval() {
    assertThat(decide(idle(SPEC, result(Given.settled("1"), later()))))
        .isEqualTo(new Action.Wait(Optional.of(later())));
    assertThat(decide(idle(SPEC, result(Given.settled("1"), Given.NOON))))
        .isEqualTo(new Action.Inspect(SPEC));
  }

  @Test
  void aPendingPlanIsCarriedOut() {
    var inspection = result(PENDING, later());

    assertThat(decide(idle(SPEC, inspection)))
        .isEqualTo(new Action.Migrate(inspection.orElseThrow()));
  }

  @Test
  void aSuspendedResourceIsLeftAlone() {
    var observed =
        observed(snapshot(SPEC, new Activity.Idle(), Optional.empty()), true, request("token"));

    assertThat(decide(observed)).isEqualTo(new Action.Wait(Optional.empty()));
  }

  @Test
  void anUnusableSpecIsNotInspected() {
    var unusable =
        new ResolvedSpec.Unusable(
            "f1",
            "i1",
            Optional.empty(),
            Optional.empty(),
            new Fault(Reason.SecretNotFound, "no Secret"));

    assertThat(decide(idle(unusable, Optional.empty())))
        .isEqualTo(new Action.Wait(Optional.empty()));
  }

  @Test
  void nothingIsDoneOrReportedWhileTheSourceIsBeingFetched() {
    var fetching = idle(FETCHING, result(Given.settled("1"), Given.NOON));

    assertThat(decide(fetching)).isEqualTo(new Action.Wait(Optional.empty()));
    assertThat(PhaseResolver.resolve(fetching, decide(fetching))).isEmpty();
  }

  @Test
  void aChangeIsShownAtOnceWhereverTheResourceIs() {
    var settled = result(Given.settled("1"), later());
    var inspecting =
        new Activity.Inspecting(SPEC, ReconcileRequest.NONE, Given.NOON, new Cancellation());
    var changed = Given.spec("f2", "w2");

    for (var observed :
        List.of(
            outdated(FETCHING, new Activity.Idle(), false, settled),
            outdated(changed, new Activity.Idle(), false, settled),
            outdated(changed, inspecting, false, settled))) {
      assertThat(PhaseResolver.resolve(observed, decide(observed)))
          .contains(new Phase.Inspecting(true));
    }
  }

  @Test
  void aSuspendedResourceKeepsItsStatusWhileAChangedSourceIsBeingFetched() {
    var suspended =
        outdated(FETCHING, new Activity.Idle(), true, result(Given.settled("1"), later()));

    assertThat(PhaseResolver.resolve(suspended, decide(suspended))).isEmpty();
  }

  @Test
  void aRequestThatTheStatusOrTheLatestPassHasAnsweredIsNotNew() {
    var idle = snapshot(SPEC, new Activity.Idle(), result(Given.settled("1"), later()));

    assertThat(
            decide(
                new ObservedState(
                    idle, false, request("token"), request("token"), false, Given.NOON)))
        .isEqualTo(new Action.Wait(Optional.of(later())));
  }

  @Test
  void aRunGoesOnWhileAChangedSourceIsBeingFetched() {
    assertThat(decide(migrating(FETCHING, false))).isEqualTo(new Action.Wait(Optional.empty()));
    assertThat(reasonToStop(migrating(FETCHING, true))).isEqualTo("spec.suspend is true");
  }

  @Test
  void aRunGoesOnWhenOnlyCredentialsHaveChanged() {
    assertThat(decide(migrating(Given.spec("f2", "w1"), false)))
        .isEqualTo(new Action.Wait(Optional.empty()));
  }

  @Test
  void aRunIsStoppedForOtherWorkAndForSuspension() {
    assertThat(reasonToStop(migrating(Given.spec("f2", "w2"), false)))
        .isEqualTo("the resource or what it names has changed");
    assertThat(reasonToStop(migrating(SPEC, true))).isEqualTo("spec.suspend is true");
  }

  @Test
  void anInspectionIsAbandonedForAnotherSpecAndForSuspension() {
    assertThat(decide(inspecting(SPEC, false))).isEqualTo(new Action.Wait(Optional.empty()));
    for (var next : List.of(Given.spec("f2", "w1"), FETCHING)) {
      assertThat(((Action.Abandon) decide(inspecting(next, false))).reason())
          .isEqualTo("the resource or what it names has changed");
    }
    var suspended = inspecting(SPEC, true);
    assertThat(((Action.Abandon) decide(suspended)).reason()).isEqualTo("spec.suspend is true");
    assertThat(PhaseResolver.resolve(suspended, decide(suspended))).isEmpty();
  }

  private static ObservedState inspecting(ResolvedSpec spec, boolean suspended) {
    var activity =
        new Activity.Inspecting(
            SPEC, ReconcileRequest.NONE, Given.NOON.minusSeconds(9), new Cancellation());
    return observed(snapshot(spec, activity, Optional.empty()), suspended, ReconcileRequest.NONE);
  }

  private static Action decide(ObservedState observed) {
    return Decider.decide(observed);
  }

  private static String reasonToStop(ObservedState observed) {
    return ((Action.Stop) decide(observed)).reason();
  }

  private static Instant later() {
    return Given.NOON.plus(Duration.ofMinutes(5));
  }

  private static Optional<PassResult> result(Report report, Instant due) {
    return Optional.of(new PassResult(SPEC, report, false, 0, due, ReconcileRequest.NONE));
  }

  private static ObservedState idle(ResolvedSpec spec, Optional<PassResult> result) {
    return observed(snapshot(spec, new Activity.Idle(), result), false, ReconcileRequest.NONE);
  }

  private static ObservedState migrating(ResolvedSpec spec, boolean suspended) {
    var inspection = result(PENDING, later());
    var activity = Activity.Migrating.observed(inspection.orElseThrow(), new RunHandle());
    return observed(snapshot(spec, activity, inspection), suspended, ReconcileRequest.NONE);
  }

  private static StateSnapshot snapshot(
      ResolvedSpec spec, Activity activity, Optional<PassResult> result) {
    return new StateSnapshot(
        spec, activity, result, Optional.empty(), Optional.empty(), Instant.EPOCH);
  }

  private static ObservedState observed(
      StateSnapshot snapshot, boolean suspended, ReconcileRequest request) {
    return new ObservedState(
        snapshot, suspended, request, ReconcileRequest.NONE, false, Given.NOON);
  }

  private static ReconcileRequest request(String token) {
    return new ReconcileRequest(new TreeMap<>(Map.of("reconcile.fluxcd.io/requestedAt", token)));
  }

  private static ObservedState outdated(
      ResolvedSpec spec, Activity activity, boolean suspended, Optional<PassResult> result) {
    return new ObservedState(
        snapshot(spec, activity, result),
        suspended,
        ReconcileRequest.NONE,
        ReconcileRequest.NONE,
        true,
        Given.NOON);
  }
}
