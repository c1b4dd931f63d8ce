package dev.schemamigration.chaos;

import java.time.Duration;
import java.util.Map;
import java.util.TreeMap;

/** What was done, and what it hit; printed, so that one can see that the kills were no misses. */
final class Tally {
  private final Map<String, Integer> kinds = new TreeMap<>();
  private int runsCutOff;
  private int statementsCutOff;
  private Duration longestLock = Duration.ZERO;

  void count(String kind) {
    kinds.merge(kind, 1, Integer::sum);
  }

  /** How long a dead client's lock was still held, seen from outside. */
  void lockHeld(Duration time) {
    longestLock = time.compareTo(longestLock) > 0 ? time : longestLock;
  }

  /** What the journal says was cut off. */
  void cutOff(Books books) {
    runsCutOff += books.runsCutOff();
    statementsCutOff += books.statementsCutOff();
  }

  void add(Tally other) {
    other.kinds.forEach((kind, count) -> kinds.merge(kind, count, Integer::sum));
    runsCutOff += other.runsCutOff;
    statementsCutOff += other.statementsCutOff;
    lockHeld(other.longestLock);
  }

  int kills() {
    return kinds.values().stream().mapToInt(Integer::intValue).sum();
  }

  int runsCutOff() {
    return runsCutOff;
  }

  @Override
  public String toString() {
    return "%d kills %s; they cut off %d runs, and %d statements outside a transaction%s"
        .formatted(kills(), kinds, runsCutOff, statementsCutOff, locks());
  }

  private String locks() {
    return longestLock.isZero()
        ? ""
        : "; the lock of a dead client was held for %d ms at most"
            .formatted(longestLock.toMillis());
  }
}
