package dev.schemamigration.operator;

import dev.schemamigration.database.BlockedBy;
import dev.schemamigration.migration.Cancellation;
import dev.schemamigration.migration.Progress;
import dev.schemamigration.migration.Report;
import dev.schemamigration.plan.Step;
import java.util.List;
import java.util.Optional;

/** Where a run is, told by its own thread and read by others. */
final class LiveRun {
  private final Cancellation cancellation = new Cancellation();
  private Optional<Progress> progress = Optional.empty();
  private Optional<Step> committed = Optional.empty();
  private int committedSteps;
  private List<BlockedBy> blockedBy = List.of();
  private String waiting = "";

  /** Stops the run when it is asked to. */
  Cancellation cancellation() {
    return cancellation;
  }

  synchronized void began(Progress now) {
    progress = Optional.of(now);
    blocked(List.of(), "");
  }

  synchronized void committed(Step step) {
    committed = Optional.of(step);
    blocked(List.of(), "");
    committedSteps++;
  }

  /** No holders and no message end the wait. */
  synchronized void blocked(List<BlockedBy> holders, String message) {
    blockedBy = List.copyOf(holders);
    waiting = message;
  }

  /** How a resource stands whose look found {@code pending} and whose plan is here. */
  synchronized Standing.Running standing(Report pending) {
    return new Standing.Running(
        pending, progress, new Standing.Committed(committedSteps, committed), blockedBy, waiting);
  }
}
