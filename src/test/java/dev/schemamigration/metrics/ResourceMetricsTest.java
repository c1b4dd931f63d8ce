package dev.schemamigration.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import dev.schemamigration.operator.status.StatusSummary;
import io.prometheus.client.Collector.MetricFamilySamples;
import io.prometheus.client.CollectorRegistry;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class ResourceMetricsTest {
  private static final String ORDERS = "{resource_namespace=shop, resource_name=orders";

  private final CollectorRegistry registry = new CollectorRegistry();
  private final List<StatusSummary> stored = new ArrayList<>();
  private final AtomicInteger reads = new AtomicInteger();
  private boolean leading = true;

  ResourceMetricsTest() {
    registry.register(
        new ResourceMetrics(
            () -> leading,
            () -> {
              reads.incrementAndGet();
              return stored.stream();
            }));
    reads.set(0);
  }

  @Test
  void everyValueOfAStatusIsASample() {
    stored.add(migrating("orders"));

    assertThat(scrape())
        .isEqualTo(
            new TreeMap<>(
                Map.of(
                    "schema_migration_ready" + ORDERS + "}", 0.0,
                    "schema_migration_stalled" + ORDERS + "}", 0.0,
                    "schema_migration_suspended" + ORDERS + "}", 0.0,
                    "schema_migration_blocked" + ORDERS + "}", 1.0,
                    "schema_migration_status_outdated" + ORDERS + "}", 0.0,
                    "schema_migration_pending_revisions" + ORDERS + "}", 3.0,
                    "schema_migration_last_success_timestamp_seconds" + ORDERS + "}", 12.5,
                    "schema_migration_info" + ORDERS + ", reason=LockTimeout}", 1.0,
                    "schema_migration_revision_info" + ORDERS + ", current=001, target=004}",
                        1.0)));
  }

  @Test
  void whatAStatusDoesNotSayHasNoSample() {
    stored.add(unknown("orders"));

    assertThat(scrape().keySet())
        .containsExactlyInAnyOrder(
            "schema_migration_ready" + ORDERS + "}",
            "schema_migration_stalled" + ORDERS + "}",
            "schema_migration_suspended" + ORDERS + "}",
            "schema_migration_blocked" + ORDERS + "}",
            "schema_migration_status_outdated" + ORDERS + "}");
  }

  @Test
  void aResourceThatIsGoneHasNoSample() {
    stored.add(migrating("orders"));
    stored.add(migrating("billing"));
    assertThat(scrape()).hasSize(18);

    stored.removeFirst();

    assertThat(scrape().keySet()).hasSize(9).noneMatch(it -> it.contains("orders"));
  }

  @Test
  void aReplicaThatDoesNotLeadShowsNoResource() {
    stored.add(migrating("orders"));
    leading = false;

    assertThat(scrape()).isEmpty();
    assertThat(reads).hasValue(0);
  }

  @Test
  void statusesAreReadOnceAScrapeHoweverManyThereAre() {
    IntStream.range(0, 1000).forEach(it -> stored.add(migrating("orders-" + it)));

    assertThat(scrape()).hasSize(9000);
    assertThat(reads).hasValue(1);
  }

  @Test
  void aLabelIsNotLongerThanTwoHundredCharacters() {
    var heads = Stream.generate(() -> "revision").limit(100).collect(Collectors.joining(","));
    stored.add(
        new StatusSummary(
            "shop",
            "orders",
            true,
            false,
            false,
            false,
            false,
            Optional.of("Succeeded"),
            Optional.of(heads),
            Optional.of(heads),
            Optional.of(0),
            Optional.empty()));

    assertThat(scrape())
        .containsKey(
            "schema_migration_revision_info%s, current=%s…, target=%s…}"
                .formatted(ORDERS, heads.substring(0, 199), heads.substring(0, 199)));
  }

  private static StatusSummary migrating(String name) {
    return new StatusSummary(
        "shop",
        name,
        false,
        false,
        false,
        false,
        true,
        Optional.of("LockTimeout"),
        Optional.of("001"),
        Optional.of("004"),
        Optional.of(3),
        Optional.of(Instant.ofEpochMilli(12_500)));
  }

  private static StatusSummary unknown(String name) {
    return new StatusSummary(
        "shop",
        name,
        false,
        false,
        false,
        true,
        false,
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty());
  }

  private Map<String, Double> scrape() {
    var samples = new TreeMap<String, Double>();
    for (var family : Collections.list(registry.metricFamilySamples())) {
      family.samples.forEach(it -> samples.put(named(it), it.value));
    }
    return samples;
  }

  private static String named(MetricFamilySamples.Sample sample) {
    return sample.name
        + IntStream.range(0, sample.labelNames.size())
            .mapToObj(it -> sample.labelNames.get(it) + "=" + sample.labelValues.get(it))
            .collect(Collectors.joining(", ", "{", "}"));
  }
}
