package dev.schemamigration.operator.status;

import java.time.Instant;
import java.time.temporal.ChronoUnit;

/** Formats instants as Kubernetes does. */
final class Timestamps {
  private Timestamps() {}

  static String seconds(Instant instant) {
    return instant.truncatedTo(ChronoUnit.SECONDS).toString();
  }

  static String millis(Instant instant) {
    return instant.truncatedTo(ChronoUnit.MILLIS).toString();
  }
}
