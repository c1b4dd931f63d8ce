package dev.schemamigration.operator.state;

import java.time.Duration;
import java.util.random.RandomGenerator;

/** Computes retry delays: exponential, capped and jittered. */
public final class Backoff {
  private static final double SPREAD = 0.2;

  private final Duration first;
  private final Duration cap;
  private final RandomGenerator random;

  /**
   * @param first delay before the first retry
   * @param cap the longest delay, before jitter
   */
  public Backoff(Duration first, Duration cap, RandomGenerator random) {
    this.first = first;
    this.cap = cap;
    this.random = random;
  }

  /**
   * The delay before a retry.
   *
   * @param attempt 1 for the first retry
   */
  Duration delay(int attempt) {
    var factor = Math.pow(2, Math.min(attempt - 1, 30));
    var millis = Math.min(first.toMillis() * factor, cap.toMillis());
    return spread(millis);
  }

  /** The delay with jitter, so that many resources are not due at once. */
  Duration jittered(Duration delay) {
    return spread(delay.toMillis());
  }

  private Duration spread(double millis) {
    return Duration.ofMillis(Math.round(millis * (1 + SPREAD * (random.nextDouble() - 0.5))));
  }
}
