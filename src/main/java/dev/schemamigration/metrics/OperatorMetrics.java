package dev.schemamigration.metrics;

import dev.schemamigration.operator.work.Load;
import io.prometheus.client.Collector;
import io.prometheus.client.GaugeMetricFamily;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import java.util.function.ToDoubleFunction;

/** Collects what this replica is and has to do, when it is scraped. */
public final class OperatorMetrics extends Collector {
  private static final String PREFIX = "schema_migration_operator_";

  private final BooleanSupplier leading;
  private final Map<String, Supplier<Load>> queues;

  /**
   * @param leading whether this process is the leader
   * @param queues of tasks, by name
   */
  public OperatorMetrics(BooleanSupplier leading, Map<String, Supplier<Load>> queues) {
    this.leading = leading;
    this.queues = Map.copyOf(queues);
  }

  @Override
  public List<MetricFamilySamples> collect() {
    var loads = new TreeMap<String, Load>();
    queues.forEach((queue, load) -> loads.put(queue, load.get()));
    return List.of(
        new GaugeMetricFamily(
            PREFIX + "leader",
            "1 while this replica leads, else 0",
            leading.getAsBoolean() ? 1 : 0),
        gauge("queue_length", "Tasks that wait for a worker", loads, Load::waiting),
        gauge(
            "queue_oldest_age_seconds",
            "How long the first of the waiting tasks has been waiting, 0 when none waits",
            loads,
            load -> load.oldest().toNanos() / NANOSECONDS_PER_SECOND),
        gauge(
            "tasks_under_way",
            "Tasks that have begun, those that gave their worker to another included",
            loads,
            Load::underWay),
        gauge("workers_busy", "Workers that have a task", loads, Load::busy),
        gauge("workers", "How many workers there are", loads, Load::workers));
  }

  private static MetricFamilySamples gauge(
      String name, String help, Map<String, Load> loads, ToDoubleFunction<Load> value) {
    var family = new GaugeMetricFamily(PREFIX + name, help, List.of("queue"));
    loads.forEach((queue, load) -> family.addMetric(List.of(queue), value.applyAsDouble(load)));
    return family;
  }
}
