package dev.schemamigration.migration.planning;

import dev.schemamigration.database.tracking.RecordedState;
import dev.schemamigration.migration.api.PlanPreview;
import dev.schemamigration.plan.Plan;
import dev.schemamigration.policy.Objection;
import java.util.List;

/** The decision of a pass before its run. */
public sealed interface Decision {
  /** There is nothing to do. */
  record Settled() implements Decision {}

  /**
   * This plan may run.
   *
   * @param resolution of the goal
   * @param view the plan, as it is reported
   * @param approved objections that an approval of the plan has met; empty where it needs none
   * @param texts the changelogs of its steps
   * @param recorded the state for which it was made
   */
  record Ready(
      Resolution resolution,
      PlanPreview view,
      List<Objection> approved,
      StepChangelogs texts,
      RecordedState recorded)
      implements Decision {
    public Ready {
      approved = List.copyOf(approved);
    }

    public Plan plan() {
      return view.plan();
    }
  }
}
