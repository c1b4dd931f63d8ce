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
 * @param committed the steps that have been committed, in order
 * @param blockedBy sessions that hold the lock that the run waits for
 * @param waiting the message about that wait; empty when the run does not wait
 */
public record RunProgress(
    Optional<StepProgress> step, List<Step> committed, List<LockHolder> blockedBy, String waiting) {
  /** The progress of a run that waits for a worker. */
  public static final RunProgress NOT_STARTED =
      new RunProgress(Optional.empty(), List.of(), List.of(), "");

  public RunProgress {
    Objects.requireNonNull(step);
    committed = List.copyOf(committed);
    Objects.requireNonNull(waiting);
    blockedBy = List.copyOf(blockedBy);
  }

  /** How many steps of the plan have been committed. */
  public int committedSteps() {
    return committed.size();
  }

  /** The latest of them. */
  public Optional<Step> lastCommitted() {
    return committed.isEmpty() ? Optional.empty() : Optional.of(committed.getLast());
  }
}
