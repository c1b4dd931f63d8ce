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
 * Who governs which database: of several resources that name the same database and tracking schema,
 * the oldest. Two name the same if their addresses are equal, or if both have been seen to reach
 * it.
 */
public final class Claims {
  private final Map<String, Set<String>> keysOf = new HashMap<>();
  private final Map<String, NavigableSet<Claimant>> claimants = new HashMap<>();

  /**
   * Notes which databases a resource means, by every name under which they are known; replaces what
   * was noted for it before.
   *
   * @return the others whose situation may have changed
   */
  public synchronized Set<Claimant> register(Claimant claimant, Set<String> keys) {
    var before = keysOf.put(claimant.uid(), Set.copyOf(keys));
    if (keys.equals(before)) {
      return Set.of();
    }
    var touched = new HashSet<>(keys);
    if (before != null) {
      before.forEach(key -> remove(key, claimant.uid()));
      touched.addAll(before);
    }
    keys.forEach(key -> claimants.computeIfAbsent(key, none -> new TreeSet<>()).add(claimant));
    return others(touched, claimant.uid());
  }

  /** Forgets a resource that is gone; returns the others whose situation may have changed. */
  public synchronized Set<Claimant> forget(String uid) {
    var keys = keysOf.remove(uid);
    if (keys == null) {
      return Set.of();
    }
    keys.forEach(key -> remove(key, uid));
    return others(keys, uid);
  }

  /** Whether a resource has been registered. */
  public synchronized boolean knows(String uid) {
    return keysOf.containsKey(uid);
  }

  /** The oldest resource that means the same database as {@code claimant}, if that is another. */
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
