package dev.schemamigration.migration.api;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;

/** Cancels a run, which polls {@link #requested()} between statements. Thread-safe. */
public final class Cancellation {
  private final List<Runnable> waiting = new ArrayList<>();
  private final AtomicReference<Order> order = new AtomicReference<>();

  /**
   * A request to stop.
   *
   * @param why shown in the report, e.g. {@code spec changed}
   * @param grace how long the running statement may still take before it is cancelled
   * @param at {@link System#nanoTime()} of the request
   */
  public record Order(String why, Duration grace, long at) {}

  /** Requests the cancellation; only the first request counts. */
  public void request(String why, Duration grace) {
    if (order.compareAndSet(null, new Order(why, grace, System.nanoTime()))) {
      List<Runnable> actions;
      synchronized (waiting) {
        actions = List.copyOf(waiting);
        waiting.clear();
      }
      actions.forEach(Runnable::run);
    }
  }

  /** Runs an action, which must be quick, once the cancellation is requested; at once if it is. */
  public void whenRequested(Runnable action) {
    synchronized (waiting) {
      if (requested().isEmpty()) {
        waiting.add(action);
        return;
      }
    }
    action.run();
  }

  /** The first request, if there is one. */
  public Optional<Order> requested() {
    return Optional.ofNullable(order.get());
  }
}
