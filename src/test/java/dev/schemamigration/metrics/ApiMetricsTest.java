package dev.schemamigration.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import io.prometheus.client.CollectorRegistry;
import org.junit.jupiter.api.Test;

class ApiMetricsTest {

  @Test
  void aStatusThatWasRefusedIsAConflictAndAnEventIsNot() {
    var registry = new CollectorRegistry();
    var metrics = new ApiMetrics(registry);

    metrics.answered("patch", "schemamigrations/status", 409);
    metrics.answered("patch", "schemamigrations/status", 200);
    metrics.answered("create", "events", 409);

    assertThat(registry.getSampleValue("schema_migration_api_conflicts_total")).isEqualTo(1);
    assertThat(
            registry.getSampleValue(
                "schema_migration_api_requests_total",
                new String[] {"verb", "resource", "code"},
                new String[] {"create", "events", "409"}))
        .isEqualTo(1);
  }
}
