package dev.schemamigration.operator.state;

import dev.schemamigration.database.session.LockHolder;
import dev.schemamigration.migration.api.Cancellation;
import dev.schemamigration.migration.api.Report;
import dev.schemamigration.migration.api.StepProgress;
import dev.schemamigration.operator.status.Phase;
import dev.schemamigration.plan.Step;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** Where a run is, told by its own thread and read by others. */
public final class RunHandle {
  private static final Duration LINGERING = Duration.ofSeconds(4);

  private final Cancellation cancellation = new Cancellation();
  private Optional<StepProgress> progress = Optional.empty();
  private Optional<Step> committed = Optional.empty();
  private int committedSteps;
  private List<LockHolder> blockedBy = List.of();
  private String waiting = "";
  private boolean waits;
  private long lingersFrom;

  /** Stops the run when it is asked to. */
  public Cancellation cancellation() {
    return cancellation;
  }

  public synchronized void began(StepProgress now) {
    if (progress.filter(before -> before.number() == now.number()).isEmpty()) {
      forgetWait();
    }
    progress = Optional.of(now);
  }

  public synchronized void committed(Step step) {
    committed = Optional.of(step);
    forgetWait();
    committedSteps++;
  }

  /**
   * Holders are told of until the wait is over, which an empty message says. A wait whose holders
   * nobody saw, and one that is over, linger for a moment: they may begin again at once.
   */
  public synchronized void blocked(List<LockHolder> holders, String message) {
    waits = !message.isEmpty() && !holders.isEmpty();
    lingersFrom = System.nanoTime();
    if (!message.isEmpty()) {
      waiting = message;
      blockedBy = List.copyOf(holders);
    }
  }

  private void forgetWait() {
    waits = false;
    waiting = "";
    blockedBy = List.of();
  }

  /** How a resource stands whose look found {@code pending} and whose plan is here. */
  synchronized Phase.Running standing(Report pending) {
    if (!waits && System.nanoTime() - lingersFrom > LINGERING.toNanos()) {
      forgetWait();
    }
    return new Phase.Running(
        pending, progress, new Phase.Committed(committedSteps, committed), blockedBy, waiting);
  }
}
