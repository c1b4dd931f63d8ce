package dev.schemamigration.operator.work;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.stream.Stream;

/**
 * Holds tasks that wait to be started. Namespaces take turns, and the servers of a namespace do; of
 * one namespace and server the first comes first.
 *
 * <p>Not thread-safe. A search passes over the namespaces and servers that have no share left, of
 * which there are never more than tasks under way.
 */
final class TaskQueue<T> {
  private final Map<String, Map<Owner, Queue<Entry<T>>>> namespaces = new LinkedHashMap<>();

  private record Entry<T>(T task, long since) {}

  void add(Owner owner, T task) {
    namespaces
        .computeIfAbsent(owner.namespace(), none -> new LinkedHashMap<>())
        .computeIfAbsent(owner, none -> new ArrayDeque<>())
        .add(new Entry<>(task, System.nanoTime()));
  }

  /** How many tasks wait. */
  int size() {
    return queues().mapToInt(Queue::size).sum();
  }

  /** How long the first of them has been waiting; zero when none waits. */
  Duration oldest() {
    long now = System.nanoTime();
    var longest = queues().mapToLong(queue -> now - queue.element().since()).max();
    return Duration.ofNanos(longest.orElse(0));
  }

  private Stream<Queue<Entry<T>>> queues() {
    return namespaces.values().stream().flatMap(servers -> servers.values().stream());
  }

  /** Removes the next task for which there is a share; empty when there is none. */
  Optional<T> next(Shares shares) {
    for (var namespace : namespaces.keySet()) {
      if (shares.fits(namespace)) {
        for (var owner : namespaces.get(namespace).keySet()) {
          if (shares.fitsServer(owner)) {
            return Optional.of(take(owner));
          }
        }
      }
    }
    return Optional.empty();
  }

  /** Removes a task; false when it is not in the queue. */
  boolean remove(Owner owner, T task) {
    var servers = namespaces.getOrDefault(owner.namespace(), Map.of());
    var tasks = servers.get(owner);
    if (tasks == null || !tasks.removeIf(it -> it.task().equals(task))) {
      return false;
    }
    if (tasks.isEmpty()) {
      servers.remove(owner);
    }
    if (servers.isEmpty()) {
      namespaces.remove(owner.namespace());
    }
    return true;
  }

  /** Removes the owner's first task, and lets its namespace and server take turns again last. */
  private T take(Owner owner) {
    var servers = namespaces.remove(owner.namespace());
    var tasks = servers.remove(owner);
    var task = tasks.remove().task();
    if (!tasks.isEmpty()) {
      servers.put(owner, tasks);
    }
    if (!servers.isEmpty()) {
      namespaces.put(owner.namespace(), servers);
    }
    return task;
  }
}
