package dev.schemamigration.app;

import dev.schemamigration.operator.LeadershipCheck;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.Readiness;

/**
 * Says which replica leads, and which resources it leaves to other operators. A standby is as ready
 * as it gets: a rollout waits for it, and it takes over when the leader ends.
 */
@Readiness
@jakarta.inject.Singleton
class LeaderHealth implements HealthCheck {
  private final OperatorSettings settings;
  private final LeadershipCheck leadership;
  private final CurrentLeader leader;
  private final LeaderLease lease;
  private final ReplicaId replica;
  private final OtherOperators others;

  LeaderHealth(
      OperatorSettings settings,
      LeadershipCheck leadership,
      CurrentLeader leader,
      LeaderLease lease,
      ReplicaId replica,
      OtherOperators others) {
    this.settings = settings;
    this.leadership = leadership;
    this.leader = leader;
    this.lease = lease;
    this.replica = replica;
    this.others = others;
  }

  @Override
  public HealthCheckResponse call() {
    var response =
        HealthCheckResponse.named("leader")
            .up()
            .withData("leading", leadership.isLeader())
            .withData("replica", replica.name())
            .withData("leftToOthers", others.left());
    if (others.left() > 0) {
      response.withData("others", String.join(", ", others.others()));
    }
    return settings.leaderElection()
        ? response
            .withData("lease", lease.qualifiedName())
            .withData("holder", leader.holder())
            .build()
        : response.build();
  }
}
