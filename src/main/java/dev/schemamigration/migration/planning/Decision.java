package dev.schemamigration.migration.planning;

import dev.schemamigration.database.tracking.RecordedState;
import dev.schemamigration.migration.api.PlanPreview;
import dev.schemamigration.plan.Plan;
import dev.schemamigration.policy.Objection;
import java.util.List;

/** What the stations before the run come to. */
public sealed interface Decision {
  /** There is nothing to do. */
  record Settled() implements Decision {}

  /**
   * This plan may run.
   *
   * @param approved objections that an approval of the plan has met; empty where it needs none
   * @param texts the changelogs behind its steps
   * @param recorded the state that it was made for
   */
  record Go(
      Resolution resolution,
      PlanPreview view,
      List<Objection> approved,
      StepChangelogs texts,
      RecordedState recorded)
      implements Decision {
    public Go {
      approved = List.copyOf(approved);
    }

    public Plan plan() {
      return view.plan();
    }
  }
}
