package dev.schemamigration.operator.state;

import java.time.Duration;
import java.util.random.RandomGenerator;

/** Growing, capped and jittered pauses. */
public final class Backoff {
  private static final double SPREAD = 0.2;

  private final Duration first;
  private final Duration cap;
  private final RandomGenerator random;

  /**
   * @param first pause before the first new try
   * @param cap no pause is longer, but for its jitter
   */
  public Backoff(Duration first, Duration cap, RandomGenerator random) {
    this.first = first;
    this.cap = cap;
    this.random = random;
  }

  /**
   * The pause before a try.
   *
   * @param attempt 1 for the first new try
   */
  Duration delay(int attempt) {
    var factor = Math.pow(2, Math.min(attempt - 1, 30));
    var millis = Math.min(first.toMillis() * factor, cap.toMillis());
    return spread(millis);
  }

  /** Somewhere near {@code pause}, so that many resources do not come at once. */
  Duration jittered(Duration pause) {
    return spread(pause.toMillis());
  }

  private Duration spread(double millis) {
    return Duration.ofMillis(Math.round(millis * (1 + SPREAD * (random.nextDouble() - 0.5))));
  }
}
