package dev.schemamigration.migration.api;

import dev.schemamigration.database.session.LockHolder;
import dev.schemamigration.plan.Step;
import java.util.List;
import java.util.function.BooleanSupplier;

/**
 * Receives the progress of a run, on the run's own threads: an implementation must return quickly
 * and be thread-safe.
 */
public interface RunListener {
  /** Ignores all events. */
  RunListener SILENT = new RunListener() {};

  /** The plan is about to run. */
  default void planned(PlanPreview plan) {}

  /** A step begins. */
  default void began(StepProgress progress) {}

  /** A step has been committed. */
  default void committed(Step step) {}

  /** The run waits for a lock; called again with an empty list when the wait is over. */
  default void blocked(List<LockHolder> holders, String message) {}

  /**
   * Runs a wait of the run, for a lock or before a retry, in which it does nothing. An
   * implementation may let others work meanwhile, and returns when this run may go on.
   *
   * @return what the wait returned
   */
  default boolean waits(BooleanSupplier wait) {
    return wait.getAsBoolean();
  }

  /** The history of another tool was adopted. */
  default void adopted(String tool, List<String> revisions) {}
}
