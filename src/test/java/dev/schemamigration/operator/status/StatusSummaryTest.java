package dev.schemamigration.operator.status;

import static dev.schemamigration.operator.Given.NOON;
import static dev.schemamigration.operator.Given.inspected;
import static dev.schemamigration.operator.Given.migrated;
import static dev.schemamigration.operator.Given.pending;
import static dev.schemamigration.operator.Given.settled;
import static dev.schemamigration.operator.Given.stopped;
import static dev.schemamigration.operator.Given.up;
import static org.assertj.core.api.Assertions.assertThat;

import dev.schemamigration.crd.v1alpha1.SchemaMigration;
import dev.schemamigration.crd.v1alpha1.SchemaMigrationStatus;
import dev.schemamigration.database.session.LockHolder;
import dev.schemamigration.migration.api.Report;
import dev.schemamigration.migration.reason.Disposition;
import dev.schemamigration.migration.reason.Reason;
import dev.schemamigration.operator.Given;
import dev.schemamigration.operator.spec.ReconcileRequest;
import dev.schemamigration.operator.state.Phase;
import dev.schemamigration.operator.state.RunProgress;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class StatusSummaryTest {
  private static final Instant ONE_O_CLOCK = NOON.plusSeconds(3600);
  private static final Report PENDING = pending(List.of("001"), List.of("002"), up("002", "002"));

  private final SchemaMigration orders = Given.resource("{}");

  @Test
  void aResourceThatWasNeverLookedAtIsNotReadyAndHasNoReason() {
    assertThat(StatusSummary.of(orders))
        .isEqualTo(
            new StatusSummary(
                "shop",
                "orders",
                false,
                false,
                false,
                true,
                false,
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty()));
  }

  @Test
  void aDatabaseAtItsTargetIsReadySinceItsMigrationEnded() {
    runs(migrated(List.of("001"), List.of("002"), up("002", "002")), NOON.plusMillis(1500));

    var summary = StatusSummary.of(orders);

    assertThat(summary.ready()).isTrue();
    assertThat(summary.stalled()).isFalse();
    assertThat(summary.outdated()).isFalse();
    assertThat(summary.reason()).contains("Succeeded");
    assertThat(summary.current()).contains("002");
    assertThat(summary.target()).contains("002");
    assertThat(summary.pending()).contains(0);
    assertThat(summary.lastSuccess()).contains(NOON.plusMillis(1500));
  }

  @Test
  void withoutAMigrationTheLastSuccessIsWhenReadyBecameTrue() {
    status(Given.reported(settled("002")), NOON);
    status(Given.reported(settled("002")), ONE_O_CLOCK);

    assertThat(StatusSummary.of(orders).lastSuccess()).contains(NOON);
  }

  @Test
  void aFailureKeepsTheEndOfTheLastSuccessfulMigration() {
    runs(migrated(List.of("001"), List.of("002"), up("002", "002")), NOON.plusMillis(1500));
    status(Given.reported(stopped(Reason.DatabaseUnreachable, "why")), ONE_O_CLOCK);

    assertThat(StatusSummary.of(orders).lastSuccess()).contains(NOON.plusMillis(1500));
  }

  @ParameterizedTest
  @EnumSource(
      value = Reason.class,
      mode = EnumSource.Mode.EXCLUDE,
      names = {"Succeeded", "Progressing"})
  void whateverStopsAMigrationItIsNotReadyAndStalledWhenSomebodyMustAct(Reason reason) {
    status(Given.reported(settled("002")), NOON);

    status(Given.reported(stopped(reason, "why")), ONE_O_CLOCK);

    var summary = StatusSummary.of(orders);
    assertThat(summary.ready()).isFalse();
    assertThat(summary.stalled()).isEqualTo(reason.next() == Disposition.STALL);
    assertThat(summary.reason()).contains(reason.name());
    assertThat(summary.blocked())
        .isEqualTo(reason == Reason.LockTimeout || reason == Reason.DatabaseBusy);
  }

  @Test
  void aStatusOfAnEarlierSpecIsNeitherReadyNorStalled() {
    status(Given.reported(settled("002")), NOON);
    orders.getMetadata().setGeneration(2L);

    assertThat(StatusSummary.of(orders).ready()).isFalse();
    assertThat(StatusSummary.of(orders).outdated()).isTrue();

    status(Given.reported(stopped(Reason.InvalidTarget, "why")), NOON);
    orders.getMetadata().setGeneration(3L);

    assertThat(StatusSummary.of(orders).stalled()).isFalse();
    assertThat(StatusSummary.of(orders).outdated()).isTrue();
  }

  @Test
  void aResourceThatWasChangedWhileSuspendedIsNotReady() {
    status(Given.reported(settled("002")), NOON);
    suspend();
    orders.getMetadata().setGeneration(2L);

    status(new Phase.Suspended(Optional.empty()), NOON);

    var summary = StatusSummary.of(orders);
    assertThat(summary.suspended()).isTrue();
    assertThat(summary.ready()).isFalse();
    assertThat(summary.reason()).contains("Suspended");
  }

  @Test
  void aRunThatWaitsForALockIsBlockedUntilItIsSuspended() {
    var waiting =
        new RunProgress(
            Optional.empty(),
            List.of(),
            List.of(new LockHolder(4711, "report", "active", Optional.of(NOON), "AccessShareLock")),
            "waits for the lock");
    status(new Phase.Running(inspected(PENDING), waiting), NOON);

    assertThat(StatusSummary.of(orders).blocked()).isTrue();
    assertThat(StatusSummary.of(orders).pending()).contains(1);

    suspend();

    assertThat(StatusSummary.of(orders).blocked()).isFalse();
  }

  @Test
  void timesThatSomebodyElseHasWrittenAreLeftOut() {
    status(Given.reported(settled("002")), NOON);
    var status = Objects.requireNonNull(orders.getStatus());
    var conditions =
        status.conditions().stream()
            .map(
                it ->
                    new dev.schemamigration.crd.v1alpha1.Condition(
                        it.type(), it.status(), it.observedGeneration(), "noon", it.reason(), ""))
            .toList();
    var draft = StatusDraft.of(status);
    draft.conditions = conditions;
    orders.setStatus(draft.toStatus());

    assertThat(StatusSummary.of(orders).ready()).isTrue();
    assertThat(StatusSummary.of(orders).lastSuccess()).isEmpty();
  }

  private void suspend() {
    orders.setSpec(Given.resource("suspend: true").getSpec());
  }

  private void runs(Report report, Instant now) {
    write(Given.reported(report), now, Optional.of(report));
  }

  private void status(Phase phase, Instant now) {
    write(phase, now, Optional.empty());
  }

  private void write(Phase phase, Instant now, Optional<Report> lastRun) {
    var before = Objects.requireNonNullElse(orders.getStatus(), SchemaMigrationStatus.NONE);
    orders.setStatus(
        new StatusFactory(Clock.fixed(now, ZoneOffset.UTC), "ops/this")
            .status(
                new StatusContext(
                    before,
                    orders.generation(),
                    Optional.of(Given.SETTINGS),
                    ReconcileRequest.NONE,
                    Optional.empty(),
                    lastRun),
                phase));
  }
}
