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
 * Updates counters, timers and gauges from passes. The gauges of a resource are removed when it is
 * deleted; tags hold names, revisions and reasons only.
 */
public final class MigrationMeters {
  private static final String PREFIX = "schema.migration.";

  private final MeterRegistry registry;
  private final Clock clock;
  private final Map<String, Sample> samples = new ConcurrentSkipListMap<>();
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

  /** An inspection has ended. */
  public void inspected(String resource, Report report) {
    countRetry(report);
    update(resource, report);
  }

  /** A run has ended. */
  public void ran(String resource, Report report) {
    countRetry(report);
    report.run().ifPresent(run -> time(run, outcome(report)));
    update(resource, report);
  }

  /** A run has begun to wait for a lock. */
  public void waitedForLock(String resource) {
    registry.counter(PREFIX + "lock.waits", tags(resource)).increment();
  }

  /** A resource has been deleted. */
  public void deleted(String resource) {
    samples.remove(resource);
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

  private void update(String resource, Report report) {
    samples.merge(resource, Sample.of(report, clock.instant()), Sample::updatedBy);
    publish();
  }

  private synchronized void publish() {
    pending.register(
        samples.entrySet().stream()
            .filter(it -> it.getValue().pending().isPresent())
            .map(it -> MultiGauge.Row.of(tags(it.getKey()), it.getValue().pending().orElseThrow()))
            .toList(),
        true);
    revisions.register(
        samples.entrySet().stream()
            .map(
                it ->
                    MultiGauge.Row.of(
                        tags(it.getKey())
                            .and("current", it.getValue().current().orElse(""))
                            .and("target", it.getValue().target().orElse("")),
                        1))
            .toList(),
        true);
    ready.register(
        samples.entrySet().stream()
            .map(it -> MultiGauge.Row.of(tags(it.getKey()), it.getValue().ready() ? 1 : 0))
            .toList(),
        true);
    lastSuccess.register(
        samples.entrySet().stream()
            .filter(it -> it.getValue().lastSuccess().isPresent())
            .map(
                it ->
                    MultiGauge.Row.of(
                        tags(it.getKey()),
                        it.getValue().lastSuccess().orElseThrow().getEpochSecond()))
            .toList(),
        true);
  }

  private MultiGauge gauge(String name, String description) {
    return MultiGauge.builder(PREFIX + name).description(description).register(registry);
  }

  private static Tags tags(String resource) {
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

  /** The values of one resource's gauges. */
  private record Sample(
      boolean ready,
      Optional<Integer> pending,
      Optional<String> current,
      Optional<String> target,
      Optional<Instant> lastSuccess) {

    static Sample of(Report report, Instant now) {
      var done =
          report.outcome() instanceof Outcome.Settled
              || report.outcome() instanceof Outcome.Migrated;
      return new Sample(
          done,
          done
              ? Optional.of(0)
              : report
                  .plan()
                  .map(
                      view ->
                          view.plan().steps().size()
                              - report.run().map(RunSummary::steps).orElse(0)),
          report.heads().map(Object::toString),
          report.targetHeads().map(Object::toString),
          done ? Optional.of(now) : Optional.empty());
    }

    /** A value that the later pass did not find out stays as it was. */
    Sample updatedBy(Sample later) {
      return new Sample(
          later.ready,
          later.pending.or(() -> pending),
          later.current.or(() -> current),
          later.target.or(() -> target),
          later.lastSuccess.or(() -> lastSuccess));
    }
  }
}
