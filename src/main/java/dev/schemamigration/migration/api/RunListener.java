package dev.schemamigration.migration.api;

import dev.schemamigration.database.session.LockHolder;
import dev.schemamigration.plan.Step;
import java.util.List;

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

  /** The history of another tool was adopted. */
  default void adopted(String tool, List<String> revisions) {}
}
