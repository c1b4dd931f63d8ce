package dev.schemamigration.metrics;

import dev.schemamigration.migration.api.Outcome;
import dev.schemamigration.migration.api.Report;
import dev.schemamigration.migration.api.RunSummary;
import dev.schemamigration.migration.reason.Disposition;
import dev.schemamigration.migration.reason.Fault;
import dev.schemamigration.migration.reason.Reason;
import dev.schemamigration.plan.Direction;
import io.prometheus.client.CollectorRegistry;
import io.prometheus.client.Counter;
import io.prometheus.client.Histogram;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/**
 * Counts and times passes, of all resources together. What can be counted is there from the start
 * as 0, so that the first occurrence is an increase.
 */
public final class PassMetrics {
  private static final String PREFIX = "schema_migration_";
  private static final String SUCCEEDED = "succeeded";
  private static final String FAILED = "failed";
  private static final String CANCELLED = "cancelled";
  private static final double[] SECONDS = {0.1, 0.5, 1, 5, 15, 60, 300, 900, 3600};

  private final Histogram runs;
  private final Counter inspections;
  private final Counter retries;
  private final Counter lockWaits;

  public PassMetrics(CollectorRegistry registry) {
    runs =
        Histogram.build(
                PREFIX + "run_duration_seconds", "Migrations that ran, and how long they took")
            .labelNames("direction", "outcome")
            .buckets(SECONDS)
            .register(registry);
    inspections =
        Counter.build(
                PREFIX + "inspections_total",
                "Looks at a database that have ended, by what they found")
            .labelNames("outcome")
            .register(registry);
    retries =
        Counter.build(
                PREFIX + "retries_total", "Passes that ended for a reason that is tried again")
            .labelNames("reason")
            .register(registry);
    lockWaits =
        Counter.build(PREFIX + "lock_waits_total", "Migrations that began to wait for a lock")
            .register(registry);
    startAtZero();
  }

  /** An inspection has ended. */
  public void inspected(Report report) {
    countRetry(report);
    inspections.labels(found(report)).inc();
  }

  /** A run has ended. */
  public void ran(Report report) {
    countRetry(report);
    report.run().ifPresent(run -> time(run, outcome(report)));
  }

  /** A run has begun to wait for a lock. */
  public void waitedForLock() {
    lockWaits.inc();
  }

  private void startAtZero() {
    for (var direction : Direction.values()) {
      for (var outcome : List.of(SUCCEEDED, FAILED, CANCELLED)) {
        runs.labels(label(direction), outcome);
      }
    }
    List.of("settled", "pending", "stopped").forEach(inspections::labels);
    Arrays.stream(Reason.values())
        .filter(reason -> reason.next() == Disposition.RETRY)
        .forEach(reason -> retries.labels(reason.name()));
  }

  private void time(RunSummary run, String outcome) {
    var took = Duration.between(run.startedAt(), run.finishedAt());
    runs.labels(label(run.direction()), outcome).observe(took.toMillis() / 1000.0);
  }

  private void countRetry(Report report) {
    report
        .fault()
        .map(Fault::reason)
        .filter(reason -> reason.next() == Disposition.RETRY)
        .ifPresent(reason -> retries.labels(reason.name()).inc());
  }

  private static String found(Report report) {
    return switch (report.outcome()) {
      case Outcome.Settled settled -> "settled";
      case Outcome.Migrated migrated -> "settled";
      case Outcome.Pending pending -> "pending";
      case Outcome.Stopped stopped -> "stopped";
    };
  }

  private static String outcome(Report report) {
    return switch (report.outcome()) {
      case Outcome.Settled settled -> SUCCEEDED;
      case Outcome.Migrated migrated -> SUCCEEDED;
      case Outcome.Pending notAtItsTarget -> FAILED;
      case Outcome.Stopped stopped ->
          stopped.fault().reason() == Reason.Cancelled ? CANCELLED : FAILED;
    };
  }

  private static String label(Direction direction) {
    return direction.name().toLowerCase(Locale.ROOT);
  }
}
