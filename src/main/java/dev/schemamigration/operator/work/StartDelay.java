package dev.schemamigration.operator.work;

import java.time.Duration;

/**
 * How long a burst of changes delays the start of tasks, so that the statuses which report the
 * changes are written before the tasks take the processor. Times are of {@link System#nanoTime}.
 */
final class StartDelay {
  /** The burst is over when for so long there was no change. */
  static final Duration QUIET = Duration.ofMillis(50);

  /** However long the burst is, tasks are delayed no longer. */
  static final Duration LONGEST = Duration.ofSeconds(1);

  /** After a delay there is none for so long: whoever changes things all the time stops nobody. */
  static final Duration REST = Duration.ofSeconds(4);

  private boolean begun;
  private long began;
  private long until;

  /** Begins the delay, or extends it. */
  void change(long now) {
    if (!begun || now - until >= REST.toNanos()) {
      begun = true;
      began = now;
      until = now + QUIET.toNanos();
    } else if (now - until < 0) {
      var longest = began + LONGEST.toNanos();
      var extended = now + QUIET.toNanos();
      until = extended - longest < 0 ? extended : longest;
    }
  }

  /** For how many nanoseconds no task may start; zero or less when one may. */
  long left(long now) {
    return begun ? until - now : 0;
  }
}
