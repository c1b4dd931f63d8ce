package dev.schemamigration.operator.state;

import io.javaoperatorsdk.operator.processing.event.ResourceID;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/** The cases of all resources; one that was created anew under an old name begins anew. */
public final class ResourceStates {
  private static final String DELETED = "the resource was deleted";

  private final RequeuePolicy findings;
  private final Duration grace;
  private final Map<ResourceID, Entry> entries = new ConcurrentHashMap<>();

  /**
   * @param grace what a statement in flight is given when its run is to stop
   */
  public ResourceStates(RequeuePolicy findings, Duration grace) {
    this.findings = findings;
    this.grace = grace;
  }

  public ResourceState of(ResourceID id, String uid) {
    return entries.compute(
            id, (same, entry) -> entry != null && entry.uid.equals(uid) ? entry : anew(entry, uid))
        .single;
  }

  private Entry anew(@Nullable Entry old, String uid) {
    if (old != null) {
      old.single.stop(DELETED, grace);
    }
    return new Entry(uid, new ResourceState(findings));
  }

  /** Forgets a resource that is gone, and stops its run. */
  public void remove(ResourceID id, String uid) {
    entries.computeIfPresent(
        id,
        (same, entry) -> {
          if (!entry.uid.equals(uid)) {
            return entry;
          }
          entry.single.stop(DELETED, grace);
          return null;
        });
  }

  public void stop(RunHandle run, String why) {
    run.cancellation().request(why, grace);
  }

  /** Stops every run. */
  public void stopAll(String why) {
    entries.values().forEach(entry -> entry.single.stop(why, grace));
  }

  public long migrating() {
    return entries.values().stream().filter(entry -> entry.single.migrating()).count();
  }

  public boolean anyUntold() {
    return entries.values().stream().anyMatch(entry -> entry.single.untold());
  }

  /** The look that has been taking longest. */
  public Optional<Duration> longestLook(Instant now) {
    return entries.values().stream()
        .flatMap(entry -> entry.single.lookingFor(now).stream())
        .max(Duration::compareTo);
  }

  private record Entry(String uid, ResourceState single) {}
}
