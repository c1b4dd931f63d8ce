package dev.schemamigration.chaos;

import static org.awaitility.Awaitility.await;

import dev.schemamigration.testing.Cluster;
import dev.schemamigration.testing.OperatorProcess;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Map;

/**
 * The packaged operator under the shipped rights: alone and started again as soon as it is dead, or
 * as a leader with a standby that takes over.
 */
final class OperatorReplicas implements AutoCloseable {
  private final Cluster cluster;
  private final Map<String, String> settings;
  private final boolean standby;
  private final Deque<OperatorProcess> replicas = new ArrayDeque<>();

  /**
   * Starts them, the leader first.
   *
   * @param label value of the label {@code operator} of the resources that they govern
   */
  OperatorReplicas(Cluster cluster, String label, boolean standby) {
    this.cluster = cluster;
    this.standby = standby;
    this.settings =
        Map.of(
            "SCHEMA_MIGRATION_SELECTOR",
            "operator=" + label,
            "SCHEMA_MIGRATION_LEADER_ELECTION",
            Boolean.toString(standby));
    // One that was killed has it still, and the first replica would wait until it expires.
    cluster.lease().delete();
    replicas.add(cluster.start(settings));
    if (standby) {
      awaitAnotherLeader("");
      replicas.add(cluster.start(settings));
    }
  }

  /** {@code kill -9} of the leader. */
  void kill() {
    replicas.getFirst().kill();
  }

  /** Stops the leader with its connections open; the caller thaws or kills it. */
  OperatorProcess freeze() {
    var frozen = replicas.getFirst();
    frozen.freeze();
    return frozen;
  }

  /** Waits until the standby has the lease of the one that was frozen. */
  void awaitTakeover() {
    awaitAnotherLeader(leader());
  }

  /** Replaces the one that was killed: at once, or when the standby has taken over. */
  void replace() {
    if (standby) {
      awaitAnotherLeader(leader());
    }
    replicas.removeFirst();
    replicas.addLast(cluster.launch(settings));
  }

  /** Whether all of them run: one that ended without being killed would be a bug. */
  boolean areAlive() {
    return replicas.stream().allMatch(OperatorProcess::isAlive);
  }

  private void awaitAnotherLeader(String than) {
    await("another leader than " + than)
        .atMost(Duration.ofMinutes(2))
        .pollInterval(Duration.ofMillis(50))
        .until(() -> !leader().isEmpty() && !leader().equals(than));
  }

  private String leader() {
    var lease = cluster.lease().get();
    var holder = lease == null ? null : lease.getSpec().getHolderIdentity();
    return holder == null ? "" : holder;
  }

  @Override
  public void close() {
    replicas.reversed().forEach(OperatorProcess::close);
  }
}
