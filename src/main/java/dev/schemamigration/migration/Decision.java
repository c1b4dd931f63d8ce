package dev.schemamigration.migration;

import dev.schemamigration.database.tracking.RecordedState;
import dev.schemamigration.migration.api.PlanPreview;
import dev.schemamigration.plan.Plan;

/** What the stations before the run come to. */
sealed interface Decision {
  /** There is nothing to do. */
  record Settled() implements Decision {}

  /**
   * This plan may run.
   *
   * @param texts the changelogs behind its steps
   * @param recorded the state that it was made for
   */
  record Go(Resolution resolution, PlanPreview view, Texts texts, RecordedState recorded)
      implements Decision {
    Plan plan() {
      return view.plan();
    }
  }
}
