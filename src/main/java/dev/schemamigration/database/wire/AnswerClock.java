package dev.schemamigration.database.wire;

import java.time.Duration;
import java.util.Optional;

/**
 * Measures how long a server lets this side wait: for one answer, from the first byte that is
 * waited for until the server is ready for the next query, and for all of them. Thread-safe.
 */
final class AnswerClock {
  private boolean running;
  private long began;
  private long before;
  private Duration one = Duration.ZERO;
  private Duration all = Duration.ZERO;

  /** Sets the limits; zero is none. */
  synchronized void limit(Duration one, Duration all) {
    this.one = one;
    this.all = all;
  }

  /** Begins an answer, unless one is under way; returns whether it did. */
  synchronized boolean begin() {
    if (running) {
      return false;
    }
    running = true;
    began = System.nanoTime();
    return true;
  }

  synchronized void forget() {
    running = false;
  }

  synchronized void answered() {
    if (running) {
      before += System.nanoTime() - began;
      running = false;
    }
  }

  /** The limit that has passed, if one has. */
  synchronized Optional<Duration> exceeded(long now) {
    if (!running) {
      return Optional.empty();
    }
    if (passed(one, now - began)) {
      return Optional.of(one);
    }
    return passed(all, before + now - began) ? Optional.of(all) : Optional.empty();
  }

  private static boolean passed(Duration limit, long nanos) {
    return !limit.isZero() && nanos >= limit.toNanos();
  }
}
