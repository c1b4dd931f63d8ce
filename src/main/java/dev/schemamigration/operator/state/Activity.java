package dev.schemamigration.operator.state;

import dev.schemamigration.migration.api.Cancellation;
import dev.schemamigration.operator.spec.ReconcileRequest;
import dev.schemamigration.operator.spec.ResolvedSpec;
import java.time.Instant;
import java.util.Objects;

/** The pass that is under way for a resource. */
public sealed interface Activity {

  /** No pass. */
  record Idle() implements Activity {}

  /**
   * An inspection.
   *
   * @param spec what it was started with
   * @param request the reconcile request that it answers
   * @param cancellation ends it
   */
  record Inspecting(
      ResolvedSpec.Usable spec, ReconcileRequest request, Instant since, Cancellation cancellation)
      implements Activity {
    public Inspecting {
      Objects.requireNonNull(cancellation);
      Objects.requireNonNull(spec);
      Objects.requireNonNull(request);
      Objects.requireNonNull(since);
    }
  }

  /**
   * A run, queued or executing.
   *
   * @param inspection the result of the inspection that found its plan
   * @param progress how far the run had come when this was observed
   */
  record Migrating(PassResult inspection, RunHandle run, RunProgress progress) implements Activity {
    public Migrating {
      Objects.requireNonNull(inspection);
      Objects.requireNonNull(run);
      Objects.requireNonNull(progress);
    }

    /** The run as it is now. */
    public static Migrating observed(PassResult inspection, RunHandle run) {
      return new Migrating(inspection, run, run.progress());
    }
  }
}
