package dev.schemamigration.docs;

import static dev.schemamigration.testing.Changelogs.linear;
import static dev.schemamigration.testing.Tenant.DATABASE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.schemamigration.testing.Cluster;
import dev.schemamigration.testing.ClusterTest;
import dev.schemamigration.testing.ClusterTest.Environment;
import dev.schemamigration.testing.Scrape;
import dev.schemamigration.testing.Tenant;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** The reference page lists the metrics of a real operator, and those keep the conventions. */
@ClusterTest(Environment.OPERATOR)
class MetricsPageKubeIT {
  private static final String PREFIX = "schema_migration_";
  private static final Pattern ROW =
      Pattern.compile("(?m)^\\| `(schema_migration_\\w+)` \\| (\\w+) \\| ([^|]*) \\|");
  private static final Pattern NAME = Pattern.compile("`(\\w+)`");

  /** As {@code promtool check metrics} has them. */
  private static final Pattern UNCONVENTIONAL =
      Pattern.compile(
          ".*[A-Z:].*"
              + "|.*_(gauge|counter|histogram|summary)(_.*)?"
              + "|.*_(ms|sec|min|millis|milliseconds|microseconds|nanoseconds|minutes|hours|days"
              + "|kilobytes|megabytes|gigabytes|bits|percent)(_total)?"
              + "|.*_(bucket|sum|count)");

  private final Cluster cluster;
  private final Tenant tenant;

  MetricsPageKubeIT(Cluster cluster, Tenant tenant) {
    this.cluster = cluster;
    this.tenant = tenant.withDatabaseSecret();
  }

  @Test
  void thePageListsWhatIsScrapedAndNothingElseAndNamesAreConventional() throws IOException {
    tenant.configMap("migrations", linear(1));
    tenant.apply("app", DATABASE + "source: {configMaps: [{name: migrations}]}\n");
    tenant.awaitReady("app", "r1");
    await()
        .atMost(Duration.ofSeconds(20))
        .until(() -> scrape().value(PREFIX + "ready", labels()).orElse(0) == 1);

    var scrape = scrape();

    assertThat(scraped(scrape)).isEqualTo(listed());
    for (var family : scrape.families().values()) {
      if (family.name().startsWith(PREFIX)) {
        assertThat(family.name()).doesNotMatch(UNCONVENTIONAL);
        assertThat(family.name().endsWith("_total")).isEqualTo(family.type().equals("counter"));
        assertThat(family.help()).as(family.name()).isNotBlank();
        assertThat(family.type()).isIn("gauge", "counter", "histogram");
      }
    }
    assertThat(scrape.families().keySet()).noneMatch(it -> it.startsWith("operator_sdk"));
    assertThat(scrape.value(PREFIX + "operator_leader", Map.of())).hasValue(1);
    assertThat(scrape.find(PREFIX + "operator_workers", Map.of()))
        .hasSize(4)
        .allSatisfy(it -> assertThat(it.value()).isPositive());
    assertThat(
            scrape.find(
                PREFIX + "api_requests_total",
                Map.of("verb", "patch", "resource", "schemamigrations/status", "code", "200")))
        .singleElement()
        .satisfies(it -> assertThat(it.value()).isPositive());
    assertThat(
            scrape
                .value(PREFIX + "operator_reconciliations_total", Map.of("outcome", "succeeded"))
                .orElseThrow())
        .isPositive();
  }

  private Map<String, String> labels() {
    return Map.of("resource_namespace", tenant.namespace(), "resource_name", "app");
  }

  private Scrape scrape() {
    return Scrape.parse(cluster.operator().get("/q/metrics"));
  }

  /** Type and labels of each metric. */
  private static Map<String, String> scraped(Scrape scrape) {
    var labels = new TreeMap<String, TreeSet<String>>();
    for (var sample : scrape.samples()) {
      if (sample.name().startsWith(PREFIX)) {
        labels
            .computeIfAbsent(scrape.family(sample.name()).name(), none -> new TreeSet<>())
            .addAll(sample.labels().keySet());
      }
    }
    var found = new TreeMap<String, String>();
    labels.forEach(
        (name, names) -> {
          names.remove("le");
          found.put(name, scrape.families().get(name).type() + " " + names);
        });
    return found;
  }

  private static Map<String, String> listed() throws IOException {
    return ROW.matcher(Files.readString(Path.of("docs/reference.md")))
        .results()
        .collect(
            Collectors.toMap(
                row -> row.group(1),
                row ->
                    row.group(2)
                        + " "
                        + NAME.matcher(row.group(3))
                            .results()
                            .map(it -> it.group(1))
                            .collect(Collectors.toCollection(TreeSet::new)),
                (one, other) -> one,
                TreeMap::new));
  }
}
