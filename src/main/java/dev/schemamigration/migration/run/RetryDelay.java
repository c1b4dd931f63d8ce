package dev.schemamigration.migration.run;

import java.time.Duration;
import java.util.random.RandomGenerator;

/** Computes the delay before a retry: half to the whole of 0.25 s, 0.5 s, 1 s, … 30 s, jittered. */
public final class RetryDelay {
  private static final Duration FIRST = Duration.ofMillis(250);
  private static final Duration LONGEST = Duration.ofSeconds(30);

  private final RandomGenerator random;

  public RetryDelay(RandomGenerator random) {
    this.random = random;
  }

  /** The delay before retry {@code attempt}, 1 for the first. */
  Duration before(int attempt) {
    long whole =
        Math.min(LONGEST.toMillis(), FIRST.toMillis() << Math.min(20, Math.max(0, attempt - 1)));
    return Duration.ofMillis(whole / 2 + random.nextLong(whole / 2 + 1));
  }
}
