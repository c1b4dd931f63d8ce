package dev.schemamigration.chaos;

import java.util.Optional;
import java.util.random.RandomGenerator;

/** How much chaos there is to be: a taste of it with every build, all of it when asked for. */
enum Effort {
  /** What a build can bear. */
  SHORT,
  /** {@code CHAOS=long}: every moment, and many kills. */
  LONG;

  boolean isAsked() {
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
