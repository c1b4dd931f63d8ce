package dev.schemamigration.install;

import dev.schemamigration.install.AlertRulesTest.Status;
import dev.schemamigration.metrics.OperatorMetrics;
import dev.schemamigration.metrics.PassMetrics;
import dev.schemamigration.metrics.ResourceMetrics;
import dev.schemamigration.migration.reason.Reason;
import dev.schemamigration.operator.Given;
import dev.schemamigration.operator.status.StatusSummary;
import dev.schemamigration.operator.work.Load;
import dev.schemamigration.testing.Scrape;
import io.prometheus.client.CollectorRegistry;
import io.prometheus.client.exporter.common.TextFormat;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The operator's collectors, and what a scrape of them finds. */
final class ExposedMetrics {
  private final CollectorRegistry registry = new CollectorRegistry(true);
  private final List<StatusSummary> resources = new ArrayList<>();
  private final PassMetrics passes = new PassMetrics(registry);
  private boolean leading = true;
  private Duration oldestMigration = Duration.ZERO;

  ExposedMetrics() {
    registry.register(new ResourceMetrics(() -> leading, resources::stream));
    registry.register(
        new OperatorMetrics(
            () -> leading,
            Map.of(
                "migration", () -> load(oldestMigration),
                "inspection", () -> load(Duration.ZERO))));
  }

  void resource(String name, String reason, Status... states) {
    resource("shop", name, reason, states);
  }

  void resource(String namespace, String name, String reason, Status... states) {
    var is = List.of(states);
    resources.add(
        new StatusSummary(
            namespace,
            name,
            is.isEmpty(),
            is.contains(Status.STALLED),
            is.contains(Status.SUSPENDED),
            is.contains(Status.OUTDATED),
            is.contains(Status.BLOCKED),
            Optional.of(reason),
            Optional.of("001"),
            Optional.of("002"),
            Optional.of(1),
            Optional.empty()));
  }

  void retries(String reason, int count) {
    for (int number = 0; number < count; number++) {
      passes.inspected(Given.stopped(Reason.valueOf(reason), "why"));
    }
  }

  void oldestTask(String queue, int seconds) {
    if (!queue.equals("migration")) {
      throw new IllegalArgumentException(queue);
    }
    oldestMigration = Duration.ofSeconds(seconds);
  }

  void leads(boolean now) {
    leading = now;
  }

  Scrape scrape() {
    var text = new StringWriter();
    try {
      TextFormat.writeOpenMetrics100(text, registry.metricFamilySamples());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return Scrape.parse(text.toString());
  }

  private static Load load(Duration oldest) {
    return new Load(oldest.isZero() ? 0 : 1, oldest, 8, 8, 8);
  }
}
