package dev.schemamigration.bench;

import dev.schemamigration.local.LocalKubernetes;
import dev.schemamigration.testing.OperatorProcess;
import dev.schemamigration.testing.ProcessStatistics;
import java.time.Duration;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;

/**
 * What an operator has used until a moment, or between two.
 *
 * @param nanos time
 * @param cpu of the operator
 * @param sessions on databases, each of which was a look or a migration
 * @param requests to the API by verb and kind, but for those that the benchmark sends
 */
record Usage(long nanos, Duration cpu, long sessions, Map<String, Long> requests) {
  private static final Pattern REQUESTS =
      Pattern.compile("(?m)^apiserver_request_total\\{(.*)} (\\S+)$");
  private static final Pattern LABEL = Pattern.compile("(\\w+)=\"(.*?)\"");

  /** Of these the operator has none to send, or the benchmark sends them itself. */
  private static final Pattern OF_OTHERS =
      Pattern.compile("(POST|PATCH|APPLY) (schemamigrations|configmaps|secrets|namespaces)");

  private static final Pattern OF_THE_OPERATOR =
      Pattern.compile(
          "\\w+ (schemamigrations|schemamigrations/status|configmaps|secrets|events|leases)");

  static Usage until(Fleet fleet, OperatorProcess operator, LocalKubernetes kubernetes) {
    return new Usage(
        System.nanoTime(),
        ProcessStatistics.of(operator.pid()).cpu(),
        fleet.sessions(),
        requests(kubernetes));
  }

  Usage since(Usage before) {
    var more = new TreeMap<String, Long>();
    requests.forEach(
        (request, count) -> {
          long added = count - before.requests.getOrDefault(request, 0L);
          if (added > 0) {
            more.put(request, added);
          }
        });
    return new Usage(nanos - before.nanos, cpu.minus(before.cpu), sessions - before.sessions, more);
  }

  double seconds() {
    return nanos / 1e9;
  }

  double cpuMillis() {
    return cpu.toNanos() / 1e6;
  }

  long allRequests() {
    return requests.values().stream().mapToLong(Long::longValue).sum();
  }

  private static Map<String, Long> requests(LocalKubernetes kubernetes) {
    var counts = new TreeMap<String, Long>();
    REQUESTS
        .matcher(kubernetes.kubectl("get", "--raw=/metrics").orThrow().out())
        .results()
        .forEach(
            line -> {
              var labels = new TreeMap<String, String>();
              LABEL
                  .matcher(line.group(1))
                  .results()
                  .forEach(label -> labels.put(label.group(1), label.group(2)));
              var kind = labels.get("resource");
              var part = labels.getOrDefault("subresource", "");
              var name = labels.get("verb") + " " + kind + (part.isEmpty() ? "" : "/" + part);
              if (OF_THE_OPERATOR.matcher(name).matches() && !OF_OTHERS.matcher(name).matches()) {
                counts.merge(name, (long) Double.parseDouble(line.group(2)), Long::sum);
              }
            });
    return counts;
  }
}
