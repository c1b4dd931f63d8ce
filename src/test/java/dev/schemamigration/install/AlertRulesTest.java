package dev.schemamigration.install;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLGenerator;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import dev.schemamigration.testing.Scrape;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Evaluates the chart's alerts on what an operator's collectors expose. */
class AlertRulesTest {
  private static final Path PLAIN = Path.of("deploy/prometheus/rules.yaml");
  private static final String PLAIN_HEAD =
      """
      # The chart's alerts for a Prometheus without its operator: name it in rule_files. Written by AlertRulesTest.
      # The job that scrapes the operator is named schema-migration-operator.
      """;

  private final ExposedMetrics metrics = new ExposedMetrics();

  static List<AlertRule> rules() {
    return AlertRule.ofChart();
  }

  @ParameterizedTest
  @MethodSource("rules")
  void anAlertSaysHowBadItIsWhatIsWrongAndWhatToDo(AlertRule alert) throws IOException {
    var rule = alert.rule();
    var page = rule.at("/annotations/runbook_url").asText().split("#");

    assertThat(rule.at("/labels/severity").asText()).isIn("warning", "critical");
    assertThat(rule.at("/annotations/summary").asText()).endsWith(".").doesNotContain("{{ \"");
    assertThat(page[1]).isEqualTo(alert.name().toLowerCase(Locale.ROOT));
    assertThat(Files.readString(Path.of(page[0]))).contains("\n### " + alert.name() + "\n");
  }

  @ParameterizedTest
  @MethodSource("rules")
  void anAlertReadsMetricsThatAreThereWithTheTypeThatItNeeds(AlertRule alert) {
    metrics.resource("orders", "Succeeded");
    var scrape = metrics.scrape();

    assertThat(PromQl.metrics(alert.expression()))
        .isNotEmpty()
        .allSatisfy(
            (name, type) -> {
              assertThat(scrape.families()).containsKey(name);
              assertThat(scrape.families().get(name).type()).isEqualTo(type);
            });
  }

  @ParameterizedTest
  @MethodSource("rules")
  void anOperatorThatWorksRaisesNothing(AlertRule alert) {
    metrics.resource("orders", "Succeeded");
    metrics.retries("LockTimeout", 3);
    var before = metrics.scrape();
    metrics.retries("LockTimeout", 10);

    assertThat(alert.firesFor(before, metrics.scrape())).isEmpty();
  }

  @Test
  void aStalledResourceRaisesStalledWithItsReasonAndNothingElse() {
    metrics.resource("orders", "InvalidSource", Status.STALLED);
    metrics.resource("billing", "Succeeded");

    assertThat(firing()).containsExactly("SchemaMigrationStalled");
    assertThat(AlertRule.named("SchemaMigrationStalled").firesFor(metrics.scrape()))
        .singleElement()
        .satisfies(
            it ->
                assertThat(it.labels())
                    .containsEntry("resource_namespace", "shop")
                    .containsEntry("resource_name", "orders")
                    .containsEntry("reason", "InvalidSource"));
  }

  @Test
  void aResourceOfTheSameNameElsewhereDoesNotHideOne() {
    metrics.resource("shop", "orders", "InvalidSource", Status.STALLED);
    metrics.resource("bank", "orders", "InvalidSource", Status.STALLED, Status.SUSPENDED);

    assertThat(AlertRule.named("SchemaMigrationStalled").firesFor(metrics.scrape()))
        .singleElement()
        .satisfies(it -> assertThat(it.labels()).containsEntry("resource_namespace", "shop"));
  }

  @Test
  void aSuspendedResourceRaisesNothing() {
    metrics.resource("orders", "InvalidSource", Status.STALLED, Status.SUSPENDED);
    metrics.resource("billing", "Suspended", Status.SUSPENDED);

    assertThat(firing()).isEmpty();
  }

  @Test
  void aResourceThatWaitsRaisesNotAtTarget() {
    metrics.resource("orders", "SecretNotFound", Status.WAITING);

    assertThat(firing()).containsExactly("SchemaMigrationNotAtTarget");
  }

  @Test
  void aMigrationThatWaitsForALockRaisesBlocked() {
    metrics.resource("orders", "LockTimeout", Status.WAITING, Status.BLOCKED);

    assertThat(firing()).containsExactly("SchemaMigrationNotAtTarget", "SchemaMigrationBlocked");
  }

  @Test
  void elevenFailuresForOneReasonRaiseFailsRepeatedlyAndTenDoNot() {
    var alert = AlertRule.named("SchemaMigrationFailsRepeatedly");
    var before = metrics.scrape();
    metrics.retries("DatabaseUnreachable", 10);
    metrics.retries("TlsFailed", 10);
    assertThat(alert.firesFor(before, metrics.scrape())).isEmpty();

    metrics.retries("DatabaseUnreachable", 1);

    assertThat(alert.firesFor(before, metrics.scrape()))
        .singleElement()
        .satisfies(it -> assertThat(it.labels()).containsEntry("reason", "DatabaseUnreachable"));
  }

  @Test
  void aStatusOfAnEarlierSpecRaisesNotReconciling() {
    metrics.resource("orders", "Succeeded", Status.OUTDATED);

    assertThat(AlertRule.named("SchemaMigrationOperatorNotReconciling").firesFor(metrics.scrape()))
        .hasSize(1);
  }

  @Test
  void aTaskThatWaitsLongRaisesQueueStuck() {
    metrics.oldestTask("migration", 600);
    assertThat(firing()).isEmpty();

    metrics.oldestTask("migration", 601);

    assertThat(firing()).containsExactly("SchemaMigrationOperatorQueueStuck");
    assertThat(AlertRule.named("SchemaMigrationOperatorQueueStuck").firesFor(metrics.scrape()))
        .singleElement()
        .satisfies(it -> assertThat(it.labels()).containsEntry("queue", "migration"));
  }

  @Test
  void noReplicaThatLeadsRaisesNoLeaderAndOneAmongSeveralIsEnough() {
    metrics.leads(false);
    assertThat(firing()).containsExactly("SchemaMigrationOperatorNoLeader");

    var standby = metrics.scrape();
    metrics.leads(true);
    var both =
        new Scrape(
            standby.families(),
            Stream.concat(
                    standby.samples().stream().map(it -> it.with("pod", "b")),
                    metrics.scrape().samples().stream().map(it -> it.with("pod", "a")))
                .toList());

    assertThat(AlertRule.named("SchemaMigrationOperatorNoLeader").firesFor(both)).isEmpty();
  }

  @Test
  void nothingScrapedRaisesAbsent() {
    var nothing = new Scrape(Map.of(), List.of());

    assertThat(rules().stream().filter(it -> !it.firesFor(nothing).isEmpty()))
        .extracting(AlertRule::name)
        .containsExactly("SchemaMigrationOperatorAbsent");
  }

  @Test
  void thresholdsAndLabelsAndTheScrapedSeriesAreValues() {
    var rule =
        AlertRule.rendered(
            Map.of(
                "prometheusRule.selector", "job=\"x\"",
                "prometheusRule.stalledFor", "7m",
                "prometheusRule.retriesIn15m", "99",
                "prometheusRule.runbook", "https://runbooks.example/sm",
                "prometheusRule.labels.release", "prometheus"));
    var stalled = rule.at("/spec/groups/0/rules/0");

    assertThat(rule.at("/metadata/labels/release").asText()).isEqualTo("prometheus");
    assertThat(stalled.path("for").asText()).isEqualTo("7m");
    assertThat(stalled.path("expr").asText()).startsWith("schema_migration_info{job=\"x\"}");
    assertThat(stalled.at("/annotations/runbook_url").asText())
        .isEqualTo("https://runbooks.example/sm#schemamigrationstalled");
    assertThat(rule.at("/spec/groups/0/rules/3/expr").asText()).endsWith("> 99");
    assertThat(Chart.render(Map.of()).ofKind("PrometheusRule")).isEmpty();
  }

  @Test
  void thePlainFileHoldsTheSame() throws IOException {
    var groups =
        AlertRule.rendered(Map.of("prometheusRule.selector", "job=\"schema-migration-operator\""))
            .path("spec");
    if (Boolean.getBoolean("golden.update")) {
      Files.createDirectories(PLAIN.getParent());
      Files.writeString(PLAIN, PLAIN_HEAD + yaml(groups));
    }

    assertThat(Files.readString(PLAIN))
        .as("run with -Dgolden.update=true and commit the result")
        .isEqualTo(PLAIN_HEAD + yaml(groups));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "rate(schema_migration_retries_total{}[5m]) > 1",
        "schema_migration_ready{} or schema_migration_stalled{}",
        "schema_migration_ready",
        "schema_migration_ready{} != 1",
        "schema_migration_ready{name=~\"a\"} == 1",
        "increase(schema_migration_retries_total{})",
        "schema_migration_ready{} == 0 == 0"
      })
  void expressionsBeyondThePartThatIsEvaluatedAreRefused(String expression) {
    assertThatThrownBy(() -> PromQl.metrics(expression))
        .isInstanceOfAny(AssertionError.class, NumberFormatException.class);
  }

  private List<String> firing() {
    Predicate<AlertRule> fires = it -> !it.firesFor(metrics.scrape()).isEmpty();
    return rules().stream().filter(fires).map(AlertRule::name).toList();
  }

  private static String yaml(JsonNode node) throws IOException {
    return new YAMLMapper()
        .disable(YAMLGenerator.Feature.WRITE_DOC_START_MARKER)
        .disable(YAMLGenerator.Feature.SPLIT_LINES)
        .enable(YAMLGenerator.Feature.MINIMIZE_QUOTES)
        .writeValueAsString(node);
  }

  /** What a resource is, beside ready. */
  enum Status {
    STALLED,
    WAITING,
    SUSPENDED,
    BLOCKED,
    OUTDATED
  }
}
