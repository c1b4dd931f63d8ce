package dev.schemamigration.operator.state;

import io.javaoperatorsdk.operator.processing.event.ResourceID;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/** Holds the state of each resource; one created again under the same name has a new state. */
public final class ResourceStates {
  private static final String DELETED = "the resource was deleted";

  private final RequeuePolicy policy;
  private final Duration grace;
  private final Map<ResourceID, Entry> entries = new ConcurrentHashMap<>();

  /**
   * @param grace how long a statement in flight may still take when its run is cancelled
   */
  public ResourceStates(RequeuePolicy policy, Duration grace) {
    this.policy = policy;
    this.grace = grace;
  }

  public ResourceState of(ResourceID id, String uid) {
    return entries.compute(
            id,
            (same, entry) -> entry != null && entry.uid.equals(uid) ? entry : replaced(entry, uid))
        .state;
  }

  private Entry replaced(@Nullable Entry old, String uid) {
    if (old != null) {
      old.state.stop(DELETED, grace);
    }
    return new Entry(uid, new ResourceState(policy));
  }

  /** Removes a resource that was deleted, and cancels its pass. */
  public void remove(ResourceID id, String uid) {
    entries.computeIfPresent(
        id,
        (same, entry) -> {
          if (!entry.uid.equals(uid)) {
            return entry;
          }
          entry.state.stop(DELETED, grace);
          return null;
        });
  }

  public void stop(RunHandle run, String reason) {
    run.cancellation().request(reason, grace);
  }

  /** Cancels every pass. */
  public void stopAll(String reason) {
    entries.values().forEach(entry -> entry.state.stop(reason, grace));
  }

  public long migrating() {
    return entries.values().stream().filter(entry -> entry.state.migrating()).count();
  }

  /** Whether any run has ended that no written status contains. */
  public boolean anyUnreported() {
    return entries.values().stream().anyMatch(entry -> entry.state.unreported());
  }

  private record Entry(String uid, ResourceState state) {}
}
