package dev.schemamigration.operator.state;

import static org.assertj.core.api.Assertions.assertThat;

import dev.schemamigration.migration.api.Report;
import dev.schemamigration.migration.reason.Fault;
import dev.schemamigration.migration.reason.Reason;
import dev.schemamigration.operator.Given;
import dev.schemamigration.operator.spec.ResolvedSpec;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class DeciderTest {
  private static final ResolvedSpec.Usable INPUTS = Given.inputs("f1", "w1");
  private static final ResolvedSpec FETCHING =
      new ResolvedSpec.Fetching("f2", Optional.of(Given.SETTINGS));
  private static final Report PENDING = Given.pending(List.of(), List.of("1"), Given.up("1", "1"));
  private static final Claimant OWNER =
      new Claimant("uid-0", "shop", "older", Instant.parse("2026-01-01T00:00:00Z"));

  @Test
  void whatHasNeverBeenLookedAtIsLookedAt() {
    assertThat(decide(idle(INPUTS, Optional.empty()))).isEqualTo(new Action.Look(INPUTS));
  }

  @Test
  void aChangeOfInputIsLookedAtAtOnce() {
    var changed = Given.inputs("f2", "w1");

    assertThat(decide(idle(changed, found(Given.settled("1"), later()))))
        .isEqualTo(new Action.Look(changed));
  }

  @Test
  void aRequestIsLookedAtAtOnce() {
    var situation =
        new ObservedState(
            INPUTS,
            false,
            Optional.of("token"),
            Optional.empty(),
            new Activity.Idle(),
            found(Given.settled("1"), later()),
            Given.NOON);

    assertThat(decide(situation)).isEqualTo(new Action.Look(INPUTS));
  }

  @Test
  void aSettledDatabaseRestsUntilItsInterval() {
    assertThat(decide(idle(INPUTS, found(Given.settled("1"), later()))))
        .isEqualTo(new Action.Rest(Optional.of(later())));
    assertThat(decide(idle(INPUTS, found(Given.settled("1"), Given.NOON))))
        .isEqualTo(new Action.Look(INPUTS));
  }

  @Test
  void aPendingPlanIsCarriedOut() {
    assertThat(decide(idle(INPUTS, found(PENDING, later()))))
        .isEqualTo(new Action.Migrate(INPUTS, PENDING));
  }

  @Test
  void aPendingPlanIsLeftToWhoeverGovernsTheDatabase() {
    var situation =
        new ObservedState(
            INPUTS,
            false,
            Optional.empty(),
            Optional.of(OWNER),
            new Activity.Idle(),
            found(PENDING, later()),
            Given.NOON);

    assertThat(decide(situation)).isEqualTo(new Action.Rest(Optional.of(later())));
  }

  @Test
  void aSuspendedResourceIsLeftAlone() {
    var situation =
        new ObservedState(
            INPUTS,
            true,
            Optional.of("token"),
            Optional.empty(),
            new Activity.Idle(),
            Optional.empty(),
            Given.NOON);

    assertThat(decide(situation)).isEqualTo(new Action.Rest(Optional.empty()));
  }

  @Test
  void whatCannotBeReadIsNotLookedAt() {
    var unusable =
        new ResolvedSpec.Unusable(
            "f1", Optional.empty(), new Fault(Reason.SecretNotFound, "no Secret"));

    assertThat(decide(idle(unusable, Optional.empty())))
        .isEqualTo(new Action.Rest(Optional.empty()));
  }

  @Test
  void nothingIsDoneOrReportedWhileTheSourceIsBeingFetched() {
    var fetching = idle(FETCHING, found(Given.settled("1"), Given.NOON));

    assertThat(decide(fetching)).isEqualTo(new Action.Rest(Optional.empty()));
    assertThat(PhaseResolver.of(fetching, decide(fetching))).isEmpty();
  }

  @Test
  void aRunGoesOnWhileAChangedSourceIsBeingFetched() {
    assertThat(decide(migrating(FETCHING, false, Optional.empty())))
        .isEqualTo(new Action.Rest(Optional.empty()));
    assertThat(why(migrating(FETCHING, true, Optional.empty()))).isEqualTo("spec.suspend is true");
  }

  @Test
  void aRunGoesOnWhenOnlyCredentialsHaveChanged() {
    assertThat(decide(migrating(Given.inputs("f2", "w1"), false, Optional.empty())))
        .isEqualTo(new Action.Rest(Optional.empty()));
  }

  @Test
  void aRunIsStoppedForOtherWorkForSuspensionAndForTheOwner() {
    assertThat(why(migrating(Given.inputs("f2", "w2"), false, Optional.empty())))
        .isEqualTo("the resource or what it names has changed");
    assertThat(why(migrating(INPUTS, true, Optional.empty()))).isEqualTo("spec.suspend is true");
    assertThat(why(migrating(INPUTS, false, Optional.of(OWNER))))
        .isEqualTo("shop/older governs this database");
  }

  private static Action decide(ObservedState situation) {
    return Decider.decide(situation);
  }

  private static String why(ObservedState situation) {
    return ((Action.Stop) decide(situation)).why();
  }

  private static Instant later() {
    return Given.NOON.plus(Duration.ofMinutes(5));
  }

  private static Optional<PassResult> found(Report report, Instant due) {
    return Optional.of(new PassResult(INPUTS, report, false, 0, due, Optional.empty()));
  }

  private static ObservedState idle(ResolvedSpec inputs, Optional<PassResult> finding) {
    return new ObservedState(
        inputs,
        false,
        Optional.empty(),
        Optional.empty(),
        new Activity.Idle(),
        finding,
        Given.NOON);
  }

  private static ObservedState migrating(
      ResolvedSpec now, boolean suspended, Optional<Claimant> owner) {
    return new ObservedState(
        now,
        suspended,
        Optional.empty(),
        owner,
        new Activity.Migrating(INPUTS, PENDING, new RunHandle()),
        found(PENDING, later()),
        Given.NOON);
  }
}
