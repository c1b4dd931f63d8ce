package dev.schemamigration.app;

import dev.schemamigration.operator.LeadershipCheck;
import io.fabric8.kubernetes.api.model.coordination.v1.Lease;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.util.Optional;

/** Asks the API whether this replica holds the lease; without election it works alone. */
final class LeaderLease implements LeadershipCheck {
  /** The lease that the replicas hand around. */
  static final String LEASE = "schema-migration-operator";

  private final OperatorSettings settings;
  private final ReplicaId replica;
  private final KubernetesClient client;

  LeaderLease(OperatorSettings settings, ReplicaId replica, KubernetesClient client) {
    this.settings = settings;
    this.replica = replica;
    this.client = client;
  }

  @Override
  public boolean holds() {
    return !settings.leaderElection() || lease().isPresent();
  }

  /** Gives the lease back, if this replica has it. */
  void release() {
    lease()
        .ifPresent(
            held -> {
              held.getSpec().setHolderIdentity(null);
              client.resource(held).patch();
            });
  }

  private Optional<Lease> lease() {
    var lease =
        client
            .leases()
            .inNamespace(settings.podNamespace().orElseGet(client::getNamespace))
            .withName(LEASE)
            .get();
    return Optional.ofNullable(lease)
        .filter(it -> replica.name().equals(it.getSpec().getHolderIdentity()));
  }
}
