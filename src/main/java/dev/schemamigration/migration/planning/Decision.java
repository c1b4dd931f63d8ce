package dev.schemamigration.migration.planning;

import dev.schemamigration.database.tracking.RecordedState;
import dev.schemamigration.migration.api.PlanPreview;
import dev.schemamigration.plan.Plan;

/** What the stations before the run come to. */
public sealed interface Decision {
  /** There is nothing to do. */
  record Settled() implements Decision {}

  /**
   * This plan may run.
   *
   * @param texts the changelogs behind its steps
   * @param recorded the state that it was made for
   */
  record Go(Resolution resolution, PlanPreview view, StepChangelogs texts, RecordedState recorded)
      implements Decision {
    public Plan plan() {
      return view.plan();
    }
  }
}
