package dev.schemamigration.bench;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Locale;
import java.util.stream.Collectors;

/** The figures of a run: a table for people, and the same as one line of JSON. */
final class ScaleTable {
  private final StringBuilder phases = new StringBuilder();
  private final StringBuilder facts = new StringBuilder();
  private final StringBuilder requests = new StringBuilder();
  private final ObjectNode json = JsonNodeFactory.instance.objectNode();

  ScaleTable(int size) {
    json.put("resources", size);
    phases.append(
        "%n%d resources%n%n  %-22s %6s %8s %9s %12s %18s %12s%n"
            .formatted(
                size,
                "phase",
                "of",
                "seconds",
                "a second",
                "CPU ms each",
                "API requests each",
                "Events each"));
  }

  /** A phase in which so many of something were done. */
  void phase(String name, String unit, Usage usage, int count) {
    double events = usage.requests().getOrDefault("POST events", 0L) / (double) count;
    double each = usage.cpuMillis() / count;
    double asked = usage.allRequests() / (double) count;
    phases.append(
        "  %-22s %6d %8.1f %9.1f %12.1f %18.2f %12.2f%n"
            .formatted(name, count, usage.seconds(), count / usage.seconds(), each, asked, events));
    requests.append(
        "  %-22s %s%n"
            .formatted(
                name,
                usage.requests().entrySet().stream()
                    .map(it -> it.getValue() + " " + it.getKey())
                    .collect(Collectors.joining(", "))));
    var phase = json.putObject(name);
    phase.put(unit, count);
    phase.put("seconds", rounded(usage.seconds()));
    phase.put("perSecond", rounded(count / usage.seconds()));
    phase.put("cpuMillisEach", rounded(each));
    phase.put("requestsEach", rounded(asked));
    phase.put("eventsEach", rounded(events));
  }

  /** What the start of the process has cost. */
  void start(Usage usage) {
    number("CPU ms of the start", Math.round(usage.cpuMillis()));
  }

  /** The time that has passed since a moment. */
  void seconds(String name, long began) {
    double seconds = (System.nanoTime() - began) / 1e9;
    facts.append("  %-34s %8.1f%n".formatted(name, seconds));
    json.put(name, rounded(seconds));
  }

  void number(String name, long value) {
    facts.append("  %-34s %8d%n".formatted(name, value));
    json.put(name, value);
  }

  void text(String name, String value) {
    facts.append("  %-34s %s%n".formatted(name, value));
    json.put(name, value);
  }

  @Override
  public String toString() {
    return "%s%n%s%nRequests to the API:%n%n%s%n%s%n".formatted(phases, facts, requests, json);
  }

  private static double rounded(double value) {
    return Double.parseDouble(String.format(Locale.ROOT, "%.2f", value));
  }
}
