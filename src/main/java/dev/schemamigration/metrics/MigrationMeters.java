package dev.schemamigration.metrics;

import dev.schemamigration.migration.api.Outcome;
import dev.schemamigration.migration.api.Report;
import dev.schemamigration.migration.api.RunSummary;
import dev.schemamigration.migration.reason.Disposition;
import dev.schemamigration.migration.reason.Fault;
import dev.schemamigration.migration.reason.Reason;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.MultiGauge;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.Timer;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentSkipListMap;

/**
 * Counts and gauges of all passes. The gauges of a resource go when it is forgotten; no meter
 * carries more than names, revisions and reasons.
 */
public final class MigrationMeters {
  private static final String PREFIX = "schema.migration.";

  private final MeterRegistry registry;
  private final Clock clock;
  private final Map<String, Standing> standings = new ConcurrentSkipListMap<>();
  private final MultiGauge pending;
  private final MultiGauge revisions;
  private final MultiGauge ready;
  private final MultiGauge lastSuccess;

  public MigrationMeters(MeterRegistry registry, Clock clock) {
    this.registry = registry;
    this.clock = clock;
    pending = gauge("pending.revisions", "Revisions that are still to be applied or undone");
    revisions = gauge("revision.info", "1, labelled with where a database stands and should stand");
    ready = gauge("ready", "1 when the database stands at the target, else 0");
    lastSuccess =
        gauge("last.success.timestamp.seconds", "When the database last stood at the target");
  }

  /** A look ended. */
  public void looked(String resource, Report report) {
    countRetry(report);
    note(resource, report);
  }

  /** A run ended. */
  public void ran(String resource, Report report) {
    countRetry(report);
    report.run().ifPresent(run -> time(run, outcome(report)));
    note(resource, report);
  }

  /** A run began to wait for a lock that somebody else holds. */
  public void waited(String resource) {
    registry.counter(PREFIX + "lock.waits", labels(resource)).increment();
  }

  /** A resource is gone. */
  public void forgotten(String resource) {
    standings.remove(resource);
    publish();
  }

  private void time(RunSummary run, String outcome) {
    Timer.builder(PREFIX + "runs")
        .description("Migrations that ran, and how long they took")
        .tag("direction", run.direction().name().toLowerCase(Locale.ROOT))
        .tag("outcome", outcome)
        .register(registry)
        .record(Duration.between(run.startedAt(), run.finishedAt()));
  }

  private void countRetry(Report report) {
    report
        .fault()
        .map(Fault::reason)
        .filter(reason -> reason.next() == Disposition.RETRY)
        .ifPresent(
            reason -> registry.counter(PREFIX + "retries", "reason", reason.name()).increment());
  }

  private void note(String resource, Report report) {
    standings.merge(resource, Standing.of(report, clock.instant()), Standing::updatedBy);
    publish();
  }

  private synchronized void publish() {
    pending.register(
        standings.entrySet().stream()
            .filter(it -> it.getValue().pending().isPresent())
            .map(
                it -> MultiGauge.Row.of(labels(it.getKey()), it.getValue().pending().orElseThrow()))
            .toList(),
        true);
    revisions.register(
        standings.entrySet().stream()
            .map(
                it ->
                    MultiGauge.Row.of(
                        labels(it.getKey())
                            .and("current", it.getValue().current().orElse(""))
                            .and("target", it.getValue().target().orElse("")),
                        1))
            .toList(),
        true);
    ready.register(
        standings.entrySet().stream()
            .map(it -> MultiGauge.Row.of(labels(it.getKey()), it.getValue().ready() ? 1 : 0))
            .toList(),
        true);
    lastSuccess.register(
        standings.entrySet().stream()
            .filter(it -> it.getValue().lastSuccess().isPresent())
            .map(
                it ->
                    MultiGauge.Row.of(
                        labels(it.getKey()),
                        it.getValue().lastSuccess().orElseThrow().getEpochSecond()))
            .toList(),
        true);
  }

  private MultiGauge gauge(String name, String description) {
    return MultiGauge.builder(PREFIX + name).description(description).register(registry);
  }

  private static Tags labels(String resource) {
    var slash = resource.indexOf('/');
    return Tags.of(
        "resource_namespace",
        slash < 0 ? "" : resource.substring(0, slash),
        "resource_name",
        resource.substring(slash + 1));
  }

  private static String outcome(Report report) {
    return switch (report.outcome()) {
      case Outcome.Settled settled -> "succeeded";
      case Outcome.Pending notRun -> "pending";
      case Outcome.Migrated migrated -> "succeeded";
      case Outcome.Stopped stopped ->
          stopped.fault().reason() == Reason.Cancelled ? "cancelled" : "failed";
    };
  }

  /** What the gauges say of one resource. */
  private record Standing(
      boolean ready,
      Optional<Integer> pending,
      Optional<String> current,
      Optional<String> target,
      Optional<Instant> lastSuccess) {

    static Standing of(Report report, Instant now) {
      var done =
          report.outcome() instanceof Outcome.Settled
              || report.outcome() instanceof Outcome.Migrated;
      return new Standing(
          done,
          done
              ? Optional.of(0)
              : report
                  .plan()
                  .map(
                      view ->
                          view.plan().steps().size()
                              - report.run().map(RunSummary::steps).orElse(0)),
          report.heads().map(Standing::joined),
          report.targetHeads().map(Standing::joined),
          done ? Optional.of(now) : Optional.empty());
    }

    /** What a later pass did not find out is taken from the earlier one. */
    Standing updatedBy(Standing later) {
      return new Standing(
          later.ready,
          later.pending.or(() -> pending),
          later.current.or(() -> current),
          later.target.or(() -> target),
          later.lastSuccess.or(() -> lastSuccess));
    }

    private static String joined(java.util.List<String> heads) {
      return heads.isEmpty() ? "base" : String.join(",", heads);
    }
  }
}
