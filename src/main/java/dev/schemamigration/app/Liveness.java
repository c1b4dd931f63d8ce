package dev.schemamigration.app;

import dev.schemamigration.operator.MigrationController;
import java.lang.management.ManagementFactory;
import java.time.Duration;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;

/** Checks whether a restart would help: deadlocked threads, or an inspection that does not end. */
@org.eclipse.microprofile.health.Liveness
@jakarta.inject.Singleton
class Liveness implements HealthCheck {
  private static final Duration INSPECTION_LIMIT = Duration.ofMinutes(15);

  private final MigrationController controller;

  Liveness(MigrationController controller) {
    this.controller = controller;
  }

  @Override
  public HealthCheckResponse call() {
    var deadlocked = ManagementFactory.getThreadMXBean().findDeadlockedThreads();
    var longestInspection = controller.longestInspection().orElse(Duration.ZERO);
    return HealthCheckResponse.named("migrations")
        .status(deadlocked == null && longestInspection.compareTo(INSPECTION_LIMIT) < 0)
        .withData("migrating", controller.migrating())
        .withData("longestLookSeconds", longestInspection.toSeconds())
        .withData("deadlockedThreads", deadlocked == null ? 0 : deadlocked.length)
        .build();
  }
}
