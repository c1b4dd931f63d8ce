package dev.schemamigration.operator;

import io.javaoperatorsdk.operator.processing.event.ResourceID;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/** The cases of all resources; one that was created anew under an old name begins anew. */
final class Cases {
  private static final String DELETED = "the resource was deleted";

  private final Findings findings;
  private final Duration grace;
  private final Map<ResourceID, Entry> entries = new ConcurrentHashMap<>();

  /**
   * @param grace what a statement in flight is given when its run is to stop
   */
  Cases(Findings findings, Duration grace) {
    this.findings = findings;
    this.grace = grace;
  }

  Case of(ResourceID id, String uid) {
    return entries.compute(
            id, (same, entry) -> entry != null && entry.uid.equals(uid) ? entry : anew(entry, uid))
        .single;
  }

  private Entry anew(@Nullable Entry old, String uid) {
    if (old != null) {
      old.single.stop(DELETED, grace);
    }
    return new Entry(uid, new Case(findings));
  }

  /** Forgets a resource that is gone, and stops its run. */
  void remove(ResourceID id, String uid) {
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

  void stop(LiveRun run, String why) {
    run.cancellation().request(why, grace);
  }

  /** Stops every run. */
  void stopAll(String why) {
    entries.values().forEach(entry -> entry.single.stop(why, grace));
  }

  long migrating() {
    return entries.values().stream().filter(entry -> entry.single.migrating()).count();
  }

  boolean anyUntold() {
    return entries.values().stream().anyMatch(entry -> entry.single.untold());
  }

  /** The look that has been taking longest. */
  Optional<Duration> longestLook(Instant now) {
    return entries.values().stream()
        .flatMap(entry -> entry.single.lookingFor(now).stream())
        .max(Duration::compareTo);
  }

  private record Entry(String uid, Case single) {}
}
