package dev.schemamigration.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import dev.schemamigration.migration.api.Outcome;
import dev.schemamigration.migration.api.PlanPreview;
import dev.schemamigration.migration.api.Report;
import dev.schemamigration.migration.api.RunSummary;
import dev.schemamigration.migration.reason.Fault;
import dev.schemamigration.migration.reason.Reason;
import dev.schemamigration.plan.Direction;
import dev.schemamigration.plan.Operation;
import dev.schemamigration.plan.Plan;
import dev.schemamigration.plan.Step;
import dev.schemamigration.revision.Heads;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class MigrationMetersTest {
  private static final Instant NOON = Instant.parse("2026-03-01T12:00:00Z");

  private final SimpleMeterRegistry registry = new SimpleMeterRegistry();
  private final MigrationMeters meters =
      new MigrationMeters(registry, Clock.fixed(NOON, ZoneOffset.UTC));

  @Test
  void aPendingDatabaseIsNotReadyAndCountsItsPendingRevisions() {
    meters.inspected("shop/orders", report(new Outcome.Pending(), false));

    assertThat(gauge("schema.migration.ready")).isZero();
    assertThat(gauge("schema.migration.pending.revisions")).isEqualTo(1);
    assertThat(
            registry
                .get("schema.migration.revision.info")
                .tags("resource_namespace", "shop", "resource_name", "orders")
                .tags("current", "001", "target", "002")
                .gauge()
                .value())
        .isEqualTo(1);
  }

  @Test
  void aMigratedDatabaseIsReadyAndItsRunWasTimed() {
    meters.ran("shop/orders", report(new Outcome.Migrated(), true));

    assertThat(gauge("schema.migration.ready")).isEqualTo(1);
    assertThat(gauge("schema.migration.pending.revisions")).isZero();
    assertThat(gauge("schema.migration.last.success.timestamp.seconds"))
        .isEqualTo(NOON.getEpochSecond());
    assertThat(
            registry
                .get("schema.migration.runs")
                .tags("direction", "upgrade", "outcome", "succeeded")
                .timer()
                .totalTime(TimeUnit.SECONDS))
        .isEqualTo(2);
  }

  @Test
  void retriesAreCountedByReasonAndOtherFaultsAreNot() {
    meters.inspected("shop/orders", fault(Reason.DatabaseUnreachable));
    meters.inspected("shop/orders", fault(Reason.DatabaseUnreachable));
    meters.inspected("shop/orders", fault(Reason.InvalidTarget));

    assertThat(
            registry
                .get("schema.migration.retries")
                .tag("reason", "DatabaseUnreachable")
                .counter()
                .count())
        .isEqualTo(2);
    assertThat(registry.find("schema.migration.retries").tag("reason", "InvalidTarget").counter())
        .isNull();
  }

  @Test
  void anOutageKeepsTheLastSuccess() {
    meters.ran("shop/orders", report(new Outcome.Migrated(), true));
    meters.inspected("shop/orders", fault(Reason.DatabaseUnreachable));

    assertThat(gauge("schema.migration.ready")).isZero();
    assertThat(gauge("schema.migration.last.success.timestamp.seconds"))
        .isEqualTo(NOON.getEpochSecond());
  }

  @Test
  void aDeletedResourceLeavesNoGauge() {
    meters.inspected("shop/orders", report(new Outcome.Pending(), false));

    meters.deleted("shop/orders");

    assertThat(registry.find("schema.migration.ready").gauge()).isNull();
    assertThat(registry.find("schema.migration.revision.info").gauge()).isNull();
  }

  @Test
  void lockWaitsAreCounted() {
    meters.waitedForLock("shop/orders");

    assertThat(registry.get("schema.migration.lock.waits").counter().count()).isEqualTo(1);
  }

  private double gauge(String name) {
    return registry.get(name).gauge().value();
  }

  private static Report fault(Reason reason) {
    return new Report(
        new Outcome.Stopped(new Fault(reason, "why")),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        List.of(),
        Optional.empty(),
        List.of());
  }

  private static Report report(Outcome outcome, boolean ran) {
    var plan =
        new Plan(
            Direction.UPGRADE,
            List.of(new Step(Operation.UPGRADE, "002", "message", List.of("001"), Set.of("002"))));
    return new Report(
        outcome,
        Optional.empty(),
        Optional.of(new Heads(List.of("001"))),
        Optional.of(new Heads(List.of("002"))),
        Optional.of(new PlanPreview("sha256:abc", plan, List.of())),
        ran
            ? Optional.of(
                new RunSummary("001", "002", Direction.UPGRADE, 1, NOON, NOON.plusSeconds(2)))
            : Optional.empty(),
        List.of(),
        Optional.empty(),
        List.of());
  }
}
