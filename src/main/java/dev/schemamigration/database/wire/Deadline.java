package dev.schemamigration.database.wire;

import java.time.Duration;

/** A moment that may pass, by {@link System#nanoTime()}; at first there is none. Thread-safe. */
final class Deadline {
  private volatile boolean set;
  private volatile long at;

  void in(Duration time) {
    at = System.nanoTime() + time.toNanos();
    set = true;
  }

  void never() {
    set = false;
  }

  boolean passed(long now) {
    return set && now - at >= 0;
  }
}
