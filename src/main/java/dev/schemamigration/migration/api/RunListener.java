package dev.schemamigration.migration.api;

import dev.schemamigration.database.session.LockHolder;
import dev.schemamigration.plan.Step;
import java.util.List;

/**
 * Told what a run does while it does it, on the run's own threads: it must be quick and safe to
 * call from several.
 */
public interface RunListener {
  /** Hears nothing. */
  RunListener SILENT = new RunListener() {};

  /** The plan is about to run. */
  default void planned(PlanPreview plan) {}

  /** A step begins. */
  default void began(StepProgress progress) {}

  /** A step has been committed. */
  default void committed(Step step) {}

  /** The run waits for a lock; called again with an empty list when the wait is over. */
  default void blocked(List<LockHolder> holders, String message) {}

  /** Another tool's history was taken over. */
  default void adopted(String tool, List<String> revisions) {}
}
