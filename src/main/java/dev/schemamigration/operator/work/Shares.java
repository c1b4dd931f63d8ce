package dev.schemamigration.operator.work;

import java.util.HashMap;
import java.util.Map;

/**
 * Counts the tasks under way, and decides whether a further one fits: of what is there altogether,
 * and of what a server takes, no namespace gets more than is still free for the others. However
 * many tasks of some namespaces hang, there is room for the next namespace.
 *
 * <p>Not thread-safe.
 */
final class Shares {
  private final int limit;
  private final int limitOfServer;
  private final Map<String, Integer> byNamespace = new HashMap<>();
  private final Map<String, Integer> byServer = new HashMap<>();
  private final Map<Owner, Integer> byOwner = new HashMap<>();
  private int all;

  /**
   * @param limit of all tasks
   * @param limitOfServer of the tasks of one server
   */
  Shares(int limit, int limitOfServer) {
    this.limit = limit;
    this.limitOfServer = limitOfServer;
  }

  /** Whether a further task of the namespace fits, on a server that takes one. */
  boolean fits(String namespace) {
    return byNamespace.getOrDefault(namespace, 0) < limit - all;
  }

  /** Whether the server takes a further task of the namespace. */
  boolean fitsServer(Owner owner) {
    return byOwner.getOrDefault(owner, 0)
        < limitOfServer - byServer.getOrDefault(owner.server(), 0);
  }

  void add(Owner owner) {
    all++;
    byNamespace.merge(owner.namespace(), 1, Integer::sum);
    byServer.merge(owner.server(), 1, Integer::sum);
    byOwner.merge(owner, 1, Integer::sum);
  }

  void remove(Owner owner) {
    all--;
    decrement(byNamespace, owner.namespace());
    decrement(byServer, owner.server());
    decrement(byOwner, owner);
  }

  private static <K> void decrement(Map<K, Integer> counts, K key) {
    counts.computeIfPresent(key, (same, count) -> count == 1 ? null : count - 1);
  }
}
