package dev.schemamigration.metrics;

import io.prometheus.client.CollectorRegistry;
import io.prometheus.client.Counter;

/** Counts requests to the Kubernetes API, and reconciliations. */
public final class ApiMetrics {
  private static final String PREFIX = "schema_migration_";
  private static final String STATUS = "schemamigrations/status";
  private static final int CONFLICT = 409;

  private final Counter requests;
  private final Counter conflicts;
  private final Counter reconciliations;

  public ApiMetrics(CollectorRegistry registry) {
    requests =
        Counter.build(PREFIX + "api_requests_total", "Requests that the API server has answered")
            .labelNames("verb", "resource", "code")
            .register(registry);
    conflicts =
        Counter.build(
                PREFIX + "api_conflicts_total",
                "Statuses that were not written as the resource had changed meanwhile")
            .register(registry);
    reconciliations =
        Counter.build(PREFIX + "operator_reconciliations_total", "Reconciliations that have ended")
            .labelNames("outcome")
            .register(registry);
    reconciliations.labels("succeeded");
    reconciliations.labels("failed");
  }

  /**
   * A request has been answered.
   *
   * @param resource plural name, with a subresource after a slash
   */
  public void answered(String verb, String resource, int code) {
    requests.labels(verb, resource, Integer.toString(code)).inc();
    if (code == CONFLICT && resource.equals(STATUS)) {
      conflicts.inc();
    }
  }

  /** A reconciliation has ended. */
  public void reconciled(boolean succeeded) {
    reconciliations.labels(succeeded ? "succeeded" : "failed").inc();
  }
}
