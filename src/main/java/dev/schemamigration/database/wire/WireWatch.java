package dev.schemamigration.database.wire;

import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/**
 * Checks the limits of all connections, on one thread for the whole process. The driver creates
 * factories by class name, with a text as their argument; that text leads to a {@link Wire} here.
 */
public final class WireWatch {
  private static final long PERIOD_NANOS = 50_000_000;
  private static final System.Logger LOG = System.getLogger(WireWatch.class.getName());
  private static final Map<String, Wire> WIRES = new ConcurrentHashMap<>();
  private static final AtomicLong LAST = new AtomicLong();
  private static @Nullable Thread thread;

  private WireWatch() {}

  /**
   * Watches a connection until it is closed.
   *
   * @return the argument for {@link WireSocketFactory}
   */
  public static String watch(Wire wire) {
    var key = Long.toString(LAST.incrementAndGet());
    WIRES.put(key, wire);
    LockSupport.unpark(started());
    return key;
  }

  static Optional<Wire> find(@Nullable String key) {
    return Optional.ofNullable(key).map(WIRES::get);
  }

  static void forget(Wire wire) {
    WIRES.values().removeIf(it -> it == wire);
  }

  private static synchronized Thread started() {
    if (thread == null) {
      thread = Thread.ofPlatform().daemon().name("connection-watch").start(WireWatch::run);
    }
    return thread;
  }

  private static void run() {
    while (true) {
      WIRES.values().forEach(WireWatch::check);
      if (WIRES.isEmpty()) {
        LockSupport.park();
      } else {
        LockSupport.parkNanos(PERIOD_NANOS);
      }
    }
  }

  /** All connections depend on this thread, so it goes on whatever one of them comes to. */
  private static void check(Wire wire) {
    try {
      wire.check(System.nanoTime());
    } catch (RuntimeException | Error e) {
      LOG.log(System.Logger.Level.ERROR, "a connection could not be checked", e);
    }
  }
}
