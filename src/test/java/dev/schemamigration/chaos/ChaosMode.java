package dev.schemamigration.chaos;

import java.util.Optional;
import java.util.random.RandomGenerator;

/** How many faults the tests inject: a sample in every build, all of them on demand. */
enum ChaosMode {
  /** A sample that fits into a build. */
  SHORT,
  /** {@code CHAOS=long}: every round trip, and hundreds of kills. */
  LONG;

  boolean isActive() {
    return this == Optional.ofNullable(System.getenv("CHAOS")).map(it -> LONG).orElse(SHORT);
  }

  /** {@code CHAOS_SEED}, to do the same again, or a new one; the tests print it. */
  static long seed() {
    return Optional.ofNullable(System.getenv("CHAOS_SEED"))
        .filter(it -> !it.isBlank())
        .map(Long::parseLong)
        .orElseGet(() -> RandomGenerator.getDefault().nextLong(1_000_000));
  }
}
