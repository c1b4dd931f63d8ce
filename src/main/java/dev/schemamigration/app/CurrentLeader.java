package dev.schemamigration.app;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Knows which replica leads, as the lease says, and logs every change. */
final class CurrentLeader {
  private static final Logger LOG = System.getLogger(CurrentLeader.class.getName());

  private final ReplicaId replica;
  private final LeaderLease lease;
  private volatile String holder = "";

  CurrentLeader(ReplicaId replica, LeaderLease lease) {
    this.replica = replica;
    this.lease = lease;
  }

  /**
   * The lease has another holder.
   *
   * @param next null or empty when nobody holds it
   */
  void changed(@Nullable String next) {
    holder = Objects.requireNonNullElse(next, "");
    if (holder.equals(replica.name())) {
      LOG.log(Level.INFO, "leading as {0}, by the lease {1}", holder, lease.qualifiedName());
    } else if (!holder.isEmpty()) {
      LOG.log(
          Level.INFO,
          "standing by; leader is {0}, by the lease {1}",
          holder,
          lease.qualifiedName());
    }
  }

  /** The holder of the lease; empty when nobody is known to hold it. */
  String holder() {
    return holder;
  }
}
