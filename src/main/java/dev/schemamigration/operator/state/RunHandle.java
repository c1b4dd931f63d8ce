package dev.schemamigration.operator.state;

import dev.schemamigration.database.session.LockHolder;
import dev.schemamigration.migration.api.Cancellation;
import dev.schemamigration.migration.api.StepProgress;
import dev.schemamigration.plan.Step;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Cancels a run and records its progress. Safe for threads. */
public final class RunHandle {
  private static final Duration WAIT_LINGERS = Duration.ofSeconds(4);

  private final Cancellation cancellation = new Cancellation();
  private Optional<StepProgress> step = Optional.empty();
  private final List<Step> committed = new ArrayList<>();
  private List<LockHolder> blockedBy = List.of();
  private String waiting = "";
  private boolean waits;
  private long lingersFrom;

  public Cancellation cancellation() {
    return cancellation;
  }

  public synchronized void began(StepProgress now) {
    if (step.filter(before -> before.number() == now.number()).isEmpty()) {
      clearWait();
    }
    step = Optional.of(now);
  }

  public synchronized void committed(Step done) {
    committed.add(done);
    clearWait();
  }

  /**
   * Records the sessions that the run waits for, until an empty message ends the wait. A wait whose
   * holders nobody saw, and one that is over, are reported for a moment longer: they may begin
   * again at once.
   */
  public synchronized void blocked(List<LockHolder> holders, String message) {
    waits = !message.isEmpty() && !holders.isEmpty();
    lingersFrom = System.nanoTime();
    if (!message.isEmpty()) {
      waiting = message;
      blockedBy = List.copyOf(holders);
    }
  }

  private void clearWait() {
    waits = false;
    waiting = "";
    blockedBy = List.of();
  }

  /** The progress at this moment. */
  synchronized RunProgress progress() {
    if (!waits && System.nanoTime() - lingersFrom > WAIT_LINGERS.toNanos()) {
      clearWait();
    }
    return new RunProgress(step, committed, blockedBy, waiting);
  }
}
