package dev.schemamigration.app;

import dev.schemamigration.operator.MigrationController;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fabric8.kubernetes.client.extended.leaderelection.LeaderCallbacks;
import io.javaoperatorsdk.operator.api.config.LeaderElectionConfiguration;
import io.quarkus.runtime.Quarkus;
import io.quarkus.runtime.ShutdownEvent;
import jakarta.annotation.Priority;
import jakarta.enterprise.context.Dependent;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.inject.Instance;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/**
 * Lets one of several replicas work, and ends this one in good order: on a signal its migrations
 * are stopped and told of, then the framework goes; when the lease is lost they are stopped, and
 * the process ends so that it comes back as a standby.
 */
@Singleton
class Leadership {
  private static final Logger LOG = System.getLogger(Leadership.class.getName());
  private static final Duration LEASE_DURATION = Duration.ofSeconds(10);
  private static final Duration RENEW_DEADLINE = Duration.ofSeconds(7);
  private static final Duration RETRY_PERIOD = Duration.ofSeconds(1);
  private static final int BEFORE_THE_FRAMEWORK = 1;
  private static final int AFTER_THE_FRAMEWORK = 4000;

  private final Instance<MigrationController> operations;
  private final OperatorSettings settings;
  private final ReplicaId replica;
  private final LeaderLease tenure;
  private final AtomicBoolean leaving = new AtomicBoolean();

  Leadership(
      Instance<MigrationController> operations,
      OperatorSettings settings,
      ReplicaId replica,
      LeaderLease tenure) {
    this.operations = operations;
    this.settings = settings;
    this.replica = replica;
    this.tenure = tenure;
  }

  /** Nothing when one replica works alone. */
  @Produces
  @Dependent
  @Nullable LeaderElectionConfiguration election() {
    if (!settings.leaderElection()) {
      return null;
    }
    return new LeaderElectionConfiguration(
        LeaderLease.LEASE,
        settings.podNamespace().orElse(null),
        LEASE_DURATION,
        RENEW_DEADLINE,
        RETRY_PERIOD,
        replica.name(),
        new LeaderCallbacks(() -> {}, this::stoppedLeading, leader -> {}),
        false);
  }

  void shutDown(@Observes @Priority(BEFORE_THE_FRAMEWORK) ShutdownEvent event) {
    leaving.set(true);
    operations.get().end();
  }

  /** The next one need not wait until the lease expires. */
  void release(@Observes @Priority(AFTER_THE_FRAMEWORK) ShutdownEvent event) {
    if (!settings.leaderElection()) {
      return;
    }
    try {
      tenure.release();
    } catch (KubernetesClientException e) {
      LOG.log(Level.INFO, "the lease was not released, it will expire: {0}", e.getMessage());
    }
  }

  private void stoppedLeading() {
    if (leaving.compareAndSet(false, true)) {
      LOG.log(Level.WARNING, "the lease is lost: stopping what runs, then this process ends");
      operations.get().endSilently();
      Quarkus.asyncExit(1);
    }
  }
}
