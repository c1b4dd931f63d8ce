package dev.schemamigration.operator.state;

import dev.schemamigration.migration.api.Report;
import java.time.Instant;
import java.util.Objects;
import java.util.Optional;

/** The phase of a resource, from which its status is made. */
public sealed interface Phase {

  /** The first inspection of this generation is under way. */
  record Inspecting() implements Phase {}

  /**
   * A pass has ended.
   *
   * @param attempt how many passes in a row have asked for a retry; 0 for none
   * @param nextAttempt when that retry is due
   */
  record Reported(Report report, int attempt, Optional<Instant> nextAttempt) implements Phase {
    public Reported {
      Objects.requireNonNull(report);
      Objects.requireNonNull(nextAttempt);
    }

    public static Reported of(Report report) {
      return new Reported(report, 0, Optional.empty());
    }
  }

  /**
   * A run is queued or executing.
   *
   * @param inspection the result of the inspection that found its plan
   */
  record Running(PassResult inspection, RunProgress progress) implements Phase {
    public Running {
      Objects.requireNonNull(inspection);
      Objects.requireNonNull(progress);
    }
  }

  /**
   * The resource is suspended.
   *
   * @param last the result of the latest pass, if that pass was asked for the same work
   */
  record Suspended(Optional<Reported> last) implements Phase {
    public Suspended {
      Objects.requireNonNull(last);
    }
  }
}
