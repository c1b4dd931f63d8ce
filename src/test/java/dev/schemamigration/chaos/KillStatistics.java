package dev.schemamigration.chaos;

import java.time.Duration;
import java.util.Map;
import java.util.TreeMap;

/**
 * Counts the injected faults and what they interrupted; printed to show that the kills hit runs.
 */
final class KillStatistics {
  private final Map<String, Integer> kinds = new TreeMap<>();
  private int interruptedRuns;
  private int interruptedStatements;
  private Duration longestLock = Duration.ZERO;

  void count(String kind) {
    kinds.merge(kind, 1, Integer::sum);
  }

  /** How long a dead client's lock was still held, seen from outside. */
  void recordLockHeld(Duration time) {
    longestLock = time.compareTo(longestLock) > 0 ? time : longestLock;
  }

  /** Adds what was interrupted according to the journal. */
  void addInterrupted(TrackingRecords records) {
    interruptedRuns += records.interruptedRuns();
    interruptedStatements += records.interruptedStatements();
  }

  void add(KillStatistics other) {
    other.kinds.forEach((kind, count) -> kinds.merge(kind, count, Integer::sum));
    interruptedRuns += other.interruptedRuns;
    interruptedStatements += other.interruptedStatements;
    recordLockHeld(other.longestLock);
  }

  int kills() {
    return kinds.values().stream().mapToInt(Integer::intValue).sum();
  }

  int interruptedRuns() {
    return interruptedRuns;
  }

  @Override
  public String toString() {
    return "%d kills %s; they interrupted %d runs, and %d statements outside a transaction%s"
        .formatted(kills(), kinds, interruptedRuns, interruptedStatements, locks());
  }

  private String locks() {
    return longestLock.isZero()
        ? ""
        : "; the lock of a dead client was held for %d ms at most"
            .formatted(longestLock.toMillis());
  }
}
