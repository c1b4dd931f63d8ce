package dev.schemamigration.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import dev.schemamigration.migration.api.Report;
import dev.schemamigration.migration.reason.Disposition;
import dev.schemamigration.migration.reason.Reason;
import dev.schemamigration.operator.Given;
import io.prometheus.client.CollectorRegistry;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class PassMetricsTest {
  private static final Report MIGRATED =
      Given.migrated(List.of("001"), List.of("002"), Given.up("002", "002"));

  private final CollectorRegistry registry = new CollectorRegistry();
  private final PassMetrics metrics = new PassMetrics(registry);

  @Test
  void aRunIsTimedByDirectionAndOutcome() {
    metrics.ran(MIGRATED);
    metrics.ran(Given.failedRun(Reason.MigrationFailed, "why"));
    metrics.ran(Given.failedRun(Reason.Cancelled, "why"));

    for (var outcome : List.of("succeeded", "failed", "cancelled")) {
      assertThat(runs("_count", "upgrade", outcome)).isEqualTo(1);
      assertThat(runs("_sum", "upgrade", outcome)).isEqualTo(1.5);
      assertThat(runs("_count", "downgrade", outcome)).isZero();
    }
  }

  @Test
  void inspectionsAreCountedByWhatTheyFound() {
    metrics.inspected(Given.settled("001"));
    metrics.inspected(Given.settled("001"));
    metrics.inspected(Given.pending(List.of("001"), List.of("002"), Given.up("002", "002")));

    assertThat(counter("inspections", "outcome", "settled")).isEqualTo(2);
    assertThat(counter("inspections", "outcome", "pending")).isEqualTo(1);
    assertThat(counter("inspections", "outcome", "stopped")).isZero();
  }

  @ParameterizedTest
  @EnumSource(
      value = Reason.class,
      mode = EnumSource.Mode.EXCLUDE,
      names = {"Succeeded", "Progressing"})
  void reasonsThatAreTriedAgainAreCountedAndNoOthers(Reason reason) {
    metrics.inspected(Given.stopped(reason, "why"));
    metrics.ran(Given.failedRun(reason, "why"));

    var counted = reason.next() == Disposition.RETRY;
    assertThat(counter("retries", "reason", reason.name())).isEqualTo(counted ? 2.0 : null);
  }

  @Test
  void whatCanBeCountedIsThereFromTheStart() {
    assertThat(counter("lock_waits")).isZero();
    assertThat(Arrays.stream(Reason.values()).filter(it -> it.next() == Disposition.RETRY))
        .isNotEmpty()
        .allSatisfy(it -> assertThat(counter("retries", "reason", it.name())).isZero());
    assertThat(runs("_bucket", "downgrade", "failed", "0.1")).isZero();
  }

  @Test
  void lockWaitsAreCounted() {
    metrics.waitedForLock();

    assertThat(counter("lock_waits")).isEqualTo(1);
  }

  private Double counter(String name, String... label) {
    return label.length == 0
        ? registry.getSampleValue("schema_migration_" + name + "_total")
        : registry.getSampleValue(
            "schema_migration_" + name + "_total",
            new String[] {label[0]},
            new String[] {label[1]});
  }

  private Double runs(String suffix, String direction, String outcome) {
    return registry.getSampleValue(
        "schema_migration_run_duration_seconds" + suffix,
        new String[] {"direction", "outcome"},
        new String[] {direction, outcome});
  }

  private Double runs(String suffix, String direction, String outcome, String bound) {
    return registry.getSampleValue(
        "schema_migration_run_duration_seconds" + suffix,
        new String[] {"direction", "outcome", "le"},
        new String[] {direction, outcome, bound});
  }
}
