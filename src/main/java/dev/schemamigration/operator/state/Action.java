package dev.schemamigration.operator.state;

import dev.schemamigration.operator.spec.ResolvedSpec;
import java.time.Instant;
import java.util.Objects;
import java.util.Optional;

/** The next action for a resource. */
public sealed interface Action {
  /** Starts an inspection. */
  record Inspect(ResolvedSpec.Usable spec) implements Action {
    public Inspect {
      Objects.requireNonNull(spec);
    }
  }

  /**
   * Starts a run.
   *
   * @param inspection the result of the inspection that found the plan to run
   */
  record Migrate(PassResult inspection) implements Action {
    public Migrate {
      Objects.requireNonNull(inspection);
    }
  }

  /** Cancels the run under way. */
  record Stop(RunHandle run, String reason) implements Action {
    public Stop {
      Objects.requireNonNull(run);
      Objects.requireNonNull(reason);
    }
  }

  /** Ends the inspection under way, whose result nobody wants any more. */
  record Abandon(Activity.Inspecting inspection, String reason) implements Action {
    public Abandon {
      Objects.requireNonNull(inspection);
      Objects.requireNonNull(reason);
    }
  }

  /**
   * Starts nothing.
   *
   * @param until when the resource is reconciled again without an event; empty for never
   */
  record Wait(Optional<Instant> until) implements Action {
    public Wait {
      Objects.requireNonNull(until);
    }
  }
}
