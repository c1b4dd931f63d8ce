package dev.schemamigration.migration.run;

import dev.schemamigration.database.fault.DatabaseFault;
import dev.schemamigration.database.fault.SqlFaults;
import dev.schemamigration.engine.fault.RunStoppedException;
import dev.schemamigration.engine.statement.RunControl;
import dev.schemamigration.migration.api.Cancellation;
import dev.schemamigration.migration.reason.FaultException;
import dev.schemamigration.migration.reason.PassFault;
import dev.schemamigration.migration.reason.Reason;
import java.time.Duration;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;

/** Decides when a run has to stop: at its deadline or when it is cancelled. Thread-safe. */
public final class RunDeadline implements RunControl {
  private static final Duration STEP = Duration.ofMillis(50);

  /** Time for the cleanup after a failed statement when the run has to stop. */
  private static final Duration CLEARING = Duration.ofSeconds(5);

  private static final Set<DatabaseFault.Kind> STOPPED =
      EnumSet.of(DatabaseFault.Kind.CANCELLED, DatabaseFault.Kind.CONNECTION_LOST);

  private final Cancellation cancellation;
  private final Duration deadline;
  private final long began = System.nanoTime();
  private volatile boolean executing;
  private volatile long sentAt = System.nanoTime();
  private volatile long spareUntil = System.nanoTime();

  public RunDeadline(Cancellation cancellation, Duration deadline) {
    this.cancellation = cancellation;
    this.deadline = deadline;
  }

  /** The plan is executed from now on: a statement in flight may be waited for. */
  public void executes() {
    executing = true;
  }

  boolean executing() {
    return executing;
  }

  /** Whether the deadline has passed; a deadline of zero never passes. */
  boolean late() {
    return !deadline.isZero() && System.nanoTime() - began >= deadline.toNanos();
  }

  /** Time until the deadline; zero for a deadline of zero, otherwise at least a second. */
  @Override
  public Duration remaining() {
    if (deadline.isZero()) {
      return Duration.ZERO;
    }
    var remaining = deadline.minusNanos(System.nanoTime() - began);
    return remaining.compareTo(Duration.ofSeconds(1)) < 0 ? Duration.ofSeconds(1) : remaining;
  }

  /**
   * Whether the running statement must be cancelled: the run is overdue and no cleanup is under
   * way.
   */
  boolean mustCancel() {
    return overdue() && System.nanoTime() - spareUntil >= 0;
  }

  /** Whether the grace period of a cancellation is over, or the deadline has passed. */
  boolean overdue() {
    return late()
        || cancellation
            .requested()
            .filter(it -> System.nanoTime() - it.at() >= it.grace().toNanos())
            .isPresent();
  }

  /** {@link System#nanoTime()} of the last check, which the run makes before every statement. */
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
    return order.isPresent() || !late() ? order : Optional.of("the deadline has passed");
  }

  /**
   * The fault of a run that had to stop before it executed its plan, where a query was cancelled or
   * its connection ended for that; any other failure as it is.
   */
  public Exception explained(Exception failure) {
    if (failure instanceof RunStoppedException) {
      return new FaultException(fault("reading the revisions"));
    }
    return due().isPresent()
            && SqlFaults.find(failure)
                .map(DatabaseFault::kind)
                .filter(STOPPED::contains)
                .isPresent()
        ? new FaultException(fault("the preparation of the run"))
        : failure;
  }

  /** Whether connections are to be ended: no statement of the plan runs that is waited for. */
  public boolean mustAbort() {
    return !executing && due().isPresent();
  }

  /** The fault to report when the run was stopped. */
  public PassFault fault(String where) {
    return cancellation
        .requested()
        .<PassFault>map(
            it -> new PassFault.Plain(Reason.Cancelled, "stopped at " + where + ": " + it.why()))
        .orElseGet(() -> new PassFault.DeadlinePassed(where, deadline));
  }

  /** Waits for {@code pause} or until the run has to stop; returns whether it may continue. */
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
}
