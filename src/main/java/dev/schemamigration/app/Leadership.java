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
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/**
 * Configures the leader election, and ends this process gracefully: on a signal its runs are
 * cancelled and reported before the framework shuts down; when the lease is lost they are
 * cancelled, and the process exits so that it is restarted as a standby.
 */
@Singleton
class Leadership {
  private static final Logger LOG = System.getLogger(Leadership.class.getName());
  private static final int BEFORE_FRAMEWORK = 1;
  private static final int AFTER_FRAMEWORK = 4000;

  private final Instance<MigrationController> controller;
  private final OperatorSettings settings;
  private final ReplicaId identity;
  private final LeaderLease lease;
  private final LeaseTimes times;
  private final LeaseFence fence;
  private final CurrentLeader leader;
  private final AtomicBoolean ending = new AtomicBoolean();

  Leadership(
      Instance<MigrationController> controller,
      OperatorSettings settings,
      ReplicaId identity,
      LeaderLease lease,
      LeaseTimes times,
      LeaseFence fence,
      CurrentLeader leader) {
    this.controller = controller;
    this.settings = settings;
    this.identity = identity;
    this.lease = lease;
    this.times = times;
    this.fence = fence;
    this.leader = leader;
  }

  /** No configuration when leader election is off. */
  @Produces
  @Dependent
  @Nullable LeaderElectionConfiguration election() {
    if (!settings.leaderElection()) {
      return null;
    }
    return new LeaderElectionConfiguration(
        lease.name(),
        lease.namespace(),
        times.duration(),
        times.renewDeadline(),
        times.retryPeriod(),
        identity.name(),
        new LeaderCallbacks(this::startedLeading, this::stoppedLeading, leader::changed),
        false);
  }

  void shutDown(@Observes @Priority(BEFORE_FRAMEWORK) ShutdownEvent event) {
    ending.set(true);
    controller.get().shutDown();
  }

  /** Releases the lease, so that a standby need not wait until it expires. */
  void release(@Observes @Priority(AFTER_FRAMEWORK) ShutdownEvent event) {
    if (!settings.leaderElection()) {
      return;
    }
    fence.end();
    try {
      lease.release();
    } catch (KubernetesClientException e) {
      LOG.log(Level.INFO, "the lease was not released, it will expire: {0}", e.getMessage());
    }
  }

  private void startedLeading() {
    try {
      lease.publish(LeaseScope.of(settings));
    } catch (KubernetesClientException e) {
      LOG.log(
          Level.WARNING,
          "the lease does not say which resources this operator looks at: {0}",
          e.getMessage());
    }
  }

  private void stoppedLeading() {
    fence.end();
    if (ending.compareAndSet(false, true)) {
      LOG.log(Level.WARNING, "the lease is lost: stopping what runs, then this process ends");
      controller.get().stepDown();
      Quarkus.asyncExit(1);
    }
  }
}
