package dev.schemamigration.migration.api;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;

/** Asks a run to stop. The run polls {@link #requested()} between statements. */
public final class Cancellation {
  private final AtomicReference<Order> order = new AtomicReference<>();

  /**
   * @param why shown in the report, e.g. {@code spec changed}
   * @param grace how long the statement in flight may still take before it is cancelled
   * @param at {@link System#nanoTime()} when it was asked
   */
  public record Order(String why, Duration grace, long at) {}

  /** Asks; only the first order counts. */
  public void request(String why, Duration grace) {
    order.compareAndSet(null, new Order(why, grace, System.nanoTime()));
  }

  /** The order, once given. */
  public Optional<Order> requested() {
    return Optional.ofNullable(order.get());
  }
}
