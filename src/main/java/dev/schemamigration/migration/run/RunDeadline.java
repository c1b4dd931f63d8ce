package dev.schemamigration.migration.run;

import dev.schemamigration.engine.statement.RunControl;
import dev.schemamigration.migration.api.Cancellation;
import dev.schemamigration.migration.reason.Fault;
import dev.schemamigration.migration.reason.Reason;
import java.time.Duration;
import java.util.Optional;

/** Knows when a run has to stop: its deadline, or an order to cancel. */
public final class RunDeadline implements RunControl {
  private static final Duration STEP = Duration.ofMillis(50);

  /** What clearing away what a failed statement left may take when the run has to stop. */
  private static final Duration CLEARING = Duration.ofSeconds(5);

  private final Cancellation cancellation;
  private final Duration deadline;
  private final long began = System.nanoTime();
  private volatile long sentAt = System.nanoTime();
  private volatile long spareUntil = System.nanoTime();

  public RunDeadline(Cancellation cancellation, Duration deadline) {
    this.cancellation = cancellation;
    this.deadline = deadline;
  }

  /** Whether the deadline has passed; a deadline of zero never does. */
  boolean late() {
    return !deadline.isZero() && System.nanoTime() - began >= deadline.toNanos();
  }

  /** What is left of the deadline; zero for a deadline of zero, at least a second otherwise. */
  @Override
  public Duration remaining() {
    if (deadline.isZero()) {
      return Duration.ZERO;
    }
    var remaining = deadline.minusNanos(System.nanoTime() - began);
    return remaining.compareTo(Duration.ofSeconds(1)) < 0 ? Duration.ofSeconds(1) : remaining;
  }

  /**
   * Whether the statement in flight is to be cancelled: the grace of an order to cancel is over, or
   * the deadline has passed, and nothing is being cleared away.
   */
  boolean mustCancel() {
    return overdue() && System.nanoTime() - spareUntil >= 0;
  }

  /** Whether the grace of an order to cancel is over, or the deadline has passed. */
  boolean overdue() {
    return late()
        || cancellation
            .requested()
            .filter(it -> System.nanoTime() - it.at() >= it.grace().toNanos())
            .isPresent();
  }

  /** When the run last asked whether to go on, which it does before every statement. */
  long sentAt() {
    return sentAt;
  }

  @Override
  public Optional<String> stop() {
    sentAt = System.nanoTime();
    return due();
  }

  @Override
  public void cleaningUp() {
    spareUntil = System.nanoTime() + CLEARING.toNanos();
  }

  private Optional<String> due() {
    var order = cancellation.requested().map(Cancellation.Order::why);
    return order.isPresent() || !late() ? order : Optional.of(lateness());
  }

  /** The fault to report when the run was stopped. */
  Fault fault(String where) {
    return cancellation
        .requested()
        .map(it -> new Fault(Reason.Cancelled, "stopped at " + where + ": " + it.why()))
        .orElseGet(
            () -> new Fault(Reason.DeadlineExceeded, "stopped at " + where + ": " + lateness()));
  }

  /** Waits, or less long when the run has to stop; whether to go on. */
  boolean await(Duration pause) {
    long until = System.nanoTime() + pause.toNanos();
    while (due().isEmpty() && System.nanoTime() < until) {
      try {
        Thread.sleep(STEP);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        cancellation.request("the run was interrupted", Duration.ZERO);
      }
    }
    return due().isEmpty();
  }

  private String lateness() {
    return "spec.execution.deadline of " + deadline.toSeconds() + "s has passed";
  }
}
