package dev.schemamigration.app;

import dev.schemamigration.operator.LeadershipCheck;
import io.fabric8.kubernetes.api.model.coordination.v1.Lease;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.util.Optional;

/** Reads the leader election's lease; without election, this process is always the leader. */
final class LeaderLease implements LeadershipCheck {
  /** Name of the lease. */
  static final String NAME = "schema-migration-operator";

  private final OperatorSettings settings;
  private final ReplicaId identity;
  private final KubernetesClient client;

  LeaderLease(OperatorSettings settings, ReplicaId identity, KubernetesClient client) {
    this.settings = settings;
    this.identity = identity;
    this.client = client;
  }

  @Override
  public boolean isLeader() {
    return !settings.leaderElection() || held().isPresent();
  }

  /** Releases the lease, if this process holds it. */
  void release() {
    held()
        .ifPresent(
            lease -> {
              lease.getSpec().setHolderIdentity(null);
              client.resource(lease).patch();
            });
  }

  private Optional<Lease> held() {
    var lease =
        client
            .leases()
            .inNamespace(settings.podNamespace().orElseGet(client::getNamespace))
            .withName(NAME)
            .get();
    return Optional.ofNullable(lease)
        .filter(it -> identity.name().equals(it.getSpec().getHolderIdentity()));
  }
}
