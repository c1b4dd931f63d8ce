package dev.schemamigration.operator.state;

import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.NavigableSet;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * Decides which resource governs a database: of several that name the same database and tracking
 * schema, the oldest. Two name the same one if their addresses are equal, or if passes of both have
 * reached a database of the same identity.
 */
public final class Claims {
  private final Map<String, Set<String>> keysOf = new HashMap<>();
  private final Map<String, NavigableSet<Claimant>> claimants = new HashMap<>();

  /**
   * Registers a resource under every key of its database, in place of the keys that it had before.
   *
   * @return the other resources whose owner may have changed
   */
  public synchronized Set<Claimant> register(Claimant claimant, Set<String> keys) {
    var before = keysOf.put(claimant.uid(), Set.copyOf(keys));
    if (keys.equals(before)) {
      return Set.of();
    }
    var affected = new HashSet<>(keys);
    if (before != null) {
      before.forEach(key -> remove(key, claimant.uid()));
      affected.addAll(before);
    }
    keys.forEach(key -> claimants.computeIfAbsent(key, none -> new TreeSet<>()).add(claimant));
    return others(affected, claimant.uid());
  }

  /** Removes a deleted resource; returns the others whose owner may have changed. */
  public synchronized Set<Claimant> remove(String uid) {
    var keys = keysOf.remove(uid);
    if (keys == null) {
      return Set.of();
    }
    keys.forEach(key -> remove(key, uid));
    return others(keys, uid);
  }

  /** Whether a resource has been registered. */
  public synchronized boolean isRegistered(String uid) {
    return keysOf.containsKey(uid);
  }

  /** The oldest resource that names the same database as {@code claimant}, if that is another. */
  public synchronized Optional<Claimant> ownerOver(Claimant claimant) {
    return keysOf.getOrDefault(claimant.uid(), Set.of()).stream()
        .map(claimants::get)
        .filter(Objects::nonNull)
        .map(NavigableSet::first)
        .filter(oldest -> oldest.olderThan(claimant))
        .min(Claimant::compareTo);
  }

  private void remove(String key, String uid) {
    var set = claimants.get(key);
    set.removeIf(claimant -> claimant.uid().equals(uid));
    if (set.isEmpty()) {
      claimants.remove(key);
    }
  }

  private Set<Claimant> others(Set<String> keys, String uid) {
    return keys.stream()
        .flatMap(key -> claimants.getOrDefault(key, new TreeSet<>()).stream())
        .filter(claimant -> !claimant.uid().equals(uid))
        .collect(Collectors.toSet());
  }
}
