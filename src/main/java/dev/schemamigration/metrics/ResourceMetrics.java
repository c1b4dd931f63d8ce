package dev.schemamigration.metrics;

import dev.schemamigration.operator.status.StatusSummary;
import io.prometheus.client.Collector;
import io.prometheus.client.GaugeMetricFamily;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Stream;

/**
 * Collects the metrics of all resources from their stored statuses, when they are scraped: nothing
 * is kept or updated between two scrapes. A replica that does not lead shows none, so that no
 * resource is reported twice.
 */
public final class ResourceMetrics extends Collector {
  private static final int LABEL_LIMIT = 200;
  private static final String PREFIX = "schema_migration_";

  /** Not {@code namespace}, which Prometheus sets to the one of the operator. */
  private static final List<String> RESOURCE = List.of("resource_namespace", "resource_name");

  private final BooleanSupplier leading;
  private final Supplier<Stream<StatusSummary>> resources;

  /**
   * @param leading whether this process is the leader
   * @param resources the statuses of all watched resources
   */
  public ResourceMetrics(BooleanSupplier leading, Supplier<Stream<StatusSummary>> resources) {
    this.leading = leading;
    this.resources = resources;
  }

  @Override
  public List<MetricFamilySamples> collect() {
    var found = leading.getAsBoolean() ? resources.get().toList() : List.<StatusSummary>of();
    return List.of(
        flag(
            "ready",
            "1 while the database stands at the target, else 0",
            found,
            StatusSummary::ready),
        flag(
            "stalled",
            "1 while the migration has stopped and waits for somebody to act, else 0",
            found,
            StatusSummary::stalled),
        flag(
            "suspended",
            "1 while the resource is suspended, else 0",
            found,
            StatusSummary::suspended),
        flag(
            "blocked",
            "1 while a migration waits for a lock of its database, else 0",
            found,
            StatusSummary::blocked),
        flag(
            "status_outdated",
            "1 while the status was made for an earlier spec, else 0",
            found,
            StatusSummary::outdated),
        gauge(
            "pending_revisions",
            "Revisions that are still to be applied or undone",
            found,
            it -> it.pending().map(Integer::doubleValue)),
        gauge(
            "last_success_timestamp_seconds",
            "When the database last came to stand at the target, in seconds since 1970",
            found,
            it -> it.lastSuccess().map(ResourceMetrics::seconds)),
        info(
            "info",
            "1, labelled with the reason of the condition Ready",
            found,
            List.of("reason"),
            it -> it.reason().map(List::of)),
        info(
            "revision_info",
            "1, labelled with the revisions where the database stands and should stand",
            found,
            List.of("current", "target"),
            ResourceMetrics::revisions));
  }

  private static MetricFamilySamples flag(
      String name, String help, List<StatusSummary> found, Function<StatusSummary, Boolean> flag) {
    return gauge(name, help, found, it -> Optional.of(flag.apply(it) ? 1.0 : 0.0));
  }

  private static MetricFamilySamples gauge(
      String name,
      String help,
      List<StatusSummary> found,
      Function<StatusSummary, Optional<Double>> value) {
    var family = new GaugeMetricFamily(PREFIX + name, help, RESOURCE);
    found.forEach(
        it -> value.apply(it).ifPresent(number -> family.addMetric(labels(it, List.of()), number)));
    return family;
  }

  private static MetricFamilySamples info(
      String name,
      String help,
      List<StatusSummary> found,
      List<String> labels,
      Function<StatusSummary, Optional<List<String>>> values) {
    var names = new ArrayList<>(RESOURCE);
    names.addAll(labels);
    var family = new GaugeMetricFamily(PREFIX + name, help, names);
    found.forEach(
        it -> values.apply(it).ifPresent(texts -> family.addMetric(labels(it, texts), 1)));
    return family;
  }

  private static Optional<List<String>> revisions(StatusSummary resource) {
    return resource.current().or(resource::target).isEmpty()
        ? Optional.empty()
        : Optional.of(List.of(resource.current().orElse(""), resource.target().orElse("")));
  }

  private static List<String> labels(StatusSummary resource, List<String> more) {
    var labels = new ArrayList<String>();
    labels.add(resource.namespace());
    labels.add(resource.name());
    more.forEach(it -> labels.add(shortened(it)));
    return labels;
  }

  /** The heads of a graph with many branches would make a label of any length. */
  private static String shortened(String text) {
    return text.length() <= LABEL_LIMIT ? text : text.substring(0, LABEL_LIMIT - 1) + "…";
  }

  private static double seconds(Instant time) {
    return time.toEpochMilli() / MILLISECONDS_PER_SECOND;
  }
}
