package dev.schemamigration.operator.state;

import dev.schemamigration.database.session.LockHolder;
import dev.schemamigration.migration.api.StepProgress;
import dev.schemamigration.plan.Step;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * How far a run has come.
 *
 * @param step the step under way; absent while the run waits for a worker or for the migration lock
 * @param committedSteps how many steps of the plan have been committed
 * @param lastCommitted the latest of them
 * @param blockedBy sessions that hold the lock that the run waits for
 * @param waiting the message about that wait; empty when the run does not wait
 */
public record RunProgress(
    Optional<StepProgress> step,
    int committedSteps,
    Optional<Step> lastCommitted,
    List<LockHolder> blockedBy,
    String waiting) {
  /** The progress of a run that waits for a worker. */
  public static final RunProgress NOT_STARTED =
      new RunProgress(Optional.empty(), 0, Optional.empty(), List.of(), "");

  public RunProgress {
    Objects.requireNonNull(step);
    Objects.requireNonNull(lastCommitted);
    Objects.requireNonNull(waiting);
    blockedBy = List.copyOf(blockedBy);
  }
}
