package dev.schemamigration.app;

import dev.schemamigration.operator.MigrationController;
import java.lang.management.ManagementFactory;
import java.time.Duration;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;

/** Says whether a restart would help: threads that wait for each other, or a look without end. */
@org.eclipse.microprofile.health.Liveness
@jakarta.inject.Singleton
class Liveness implements HealthCheck {
  private static final Duration ENDLESS = Duration.ofMinutes(15);

  private final MigrationController operations;

  Liveness(MigrationController operations) {
    this.operations = operations;
  }

  @Override
  public HealthCheckResponse call() {
    var deadlocked = ManagementFactory.getThreadMXBean().findDeadlockedThreads();
    var longestLook = operations.longestLook().orElse(Duration.ZERO);
    return HealthCheckResponse.named("migrations")
        .status(deadlocked == null && longestLook.compareTo(ENDLESS) < 0)
        .withData("migrating", operations.migrating())
        .withData("longestLookSeconds", longestLook.toSeconds())
        .withData("deadlockedThreads", deadlocked == null ? 0 : deadlocked.length)
        .build();
  }
}
