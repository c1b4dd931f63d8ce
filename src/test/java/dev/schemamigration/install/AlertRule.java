package dev.schemamigration.install;

import com.fasterxml.jackson.databind.JsonNode;
import dev.schemamigration.testing.Scrape;
import dev.schemamigration.testing.Scrape.Sample;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** One alert of the chart. */
record AlertRule(JsonNode rule) {
  /** Labels that the ServiceMonitor leads to. */
  private static final Map<String, String> SCRAPED =
      Map.of("job", Chart.RELEASE, "namespace", Chart.NAMESPACE);

  static List<AlertRule> ofChart() {
    var rules = new ArrayList<AlertRule>();
    rendered(Map.of())
        .at("/spec/groups")
        .findValues("rules")
        .forEach(group -> group.forEach(rule -> rules.add(new AlertRule(rule))));
    return rules;
  }

  static AlertRule named(String name) {
    return ofChart().stream().filter(it -> it.name().equals(name)).findFirst().orElseThrow();
  }

  static JsonNode rendered(Map<String, Object> values) {
    var all = new HashMap<>(values);
    all.put("prometheusRule.enabled", "true");
    return Chart.render(all).the("PrometheusRule", Chart.RELEASE);
  }

  String name() {
    return rule.path("alert").asText();
  }

  String expression() {
    return rule.path("expr").asText();
  }

  /** What it fires for, given what Prometheus has scraped, oldest first. */
  List<Sample> firesFor(Scrape... scrapes) {
    return PromQl.evaluate(
        expression(), List.of(scrapes).stream().map(AlertRule::asStored).toList());
  }

  private static Scrape asStored(Scrape scrape) {
    return new Scrape(
        scrape.families(),
        scrape.samples().stream()
            .map(it -> it.with("job", SCRAPED.get("job")))
            .map(it -> it.with("namespace", SCRAPED.get("namespace")))
            .toList());
  }
}
