package dev.schemamigration.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.schemamigration.testing.Cluster;
import dev.schemamigration.testing.ClusterTest;
import dev.schemamigration.testing.Tenant;
import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fabric8.kubernetes.client.extended.leaderelection.resourcelock.LeaderElectionRecord;
import io.fabric8.kubernetes.client.extended.leaderelection.resourcelock.LeaseLock;
import java.time.Clock;
import java.time.Duration;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What the elector of the client library writes into a real Lease, and what the fence learns. */
@ClusterTest
class LeaseRenewalsKubeIT {
  private static final Duration DURATION = Duration.ofSeconds(10);

  private final Tenant tenant;
  private final ReplicaId replica = new ReplicaId("this-replica");
  private long nanos;
  private final LeaseFence fence =
      new LeaseFence(
          new LeaseTimes(DURATION, Duration.ofSeconds(7), Duration.ofSeconds(1)),
          () -> nanos,
          Clock.systemUTC());
  private final KubernetesClient client;
  private final LeaseLock lock;

  LeaseRenewalsKubeIT(Cluster cluster, Tenant tenant) {
    this.tenant = tenant;
    client =
        new KubernetesClientBuilder()
            .withConfig(Config.fromKubeconfig(cluster.kubernetes().adminKubeconfig().toFile()))
            .withHttpClientBuilderConsumer(
                builder ->
                    builder.addOrReplaceInterceptor("lease", new LeaseRenewals(replica, fence)))
            .build();
    lock = new LeaseLock(tenant.namespace(), "ours", replica.name());
  }

  @AfterEach
  void close() {
    client.close();
  }

  @Test
  void creatingAndRenewingTheLeaseProlongsTheLeadershipFromWhenItWasSent() {
    assertThat(lock.get(client)).isNull();
    lock.create(client, held(replica.name(), now()));
    awaitLeader();

    nanos += DURATION.toNanos();
    assertThat(fence.isLeader()).isFalse();
    lock.get(client);
    lock.update(client, held(replica.name(), now()));
    awaitLeader();
  }

  @Test
  void theTimeThatTheLeaseHoldsCountsWhenItIsOlderThanTheRequest() {
    lock.create(client, held(replica.name(), now().minusSeconds(8)));
    lock.get(client);
    lock.update(client, held(replica.name(), now().minusSeconds(8)));
    assertThat(fence.isLeader()).isFalse();
  }

  @Test
  void aRenewalThatIsRefusedIsNone() {
    lock.create(client, held("another", now()));
    lock.get(client);
    var other = new LeaseLock(tenant.namespace(), "ours", "another");
    other.get(client);
    other.update(client, held("another", now()));

    assertThatThrownBy(() -> lock.update(client, held(replica.name(), now())))
        .isInstanceOf(KubernetesClientException.class)
        .hasMessageContaining("modified");
    assertThat(fence.isLeader()).isFalse();
  }

  private void awaitLeader() {
    await().atMost(Duration.ofSeconds(5)).until(fence::isLeader);
  }

  private static ZonedDateTime now() {
    return ZonedDateTime.now(ZoneOffset.UTC);
  }

  private static LeaderElectionRecord held(String holder, ZonedDateTime renewed) {
    return new LeaderElectionRecord(holder, DURATION, renewed, renewed, 0);
  }
}
