package dev.schemamigration.app;

import dev.schemamigration.metrics.ApiMetrics;
import io.prometheus.client.CollectorRegistry;
import jakarta.enterprise.context.Dependent;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;

/** Creates the registry of metrics, and what the framework and the client report to. */
@Dependent
class Instrumentation {

  /** One for all; Quarkus would give each that asks another, of which it shows only its own. */
  @Produces
  @Singleton
  CollectorRegistry registry() {
    return new CollectorRegistry(true);
  }

  @Produces
  @Singleton
  ApiMetrics apiMetrics(CollectorRegistry registry) {
    return new ApiMetrics(registry);
  }

  /** Takes the place of the framework's own meters, which name and explain nothing. */
  @Produces
  @Singleton
  ReconcileQueue reconciliations(ApiMetrics metrics) {
    return new ReconcileQueue(metrics);
  }
}
