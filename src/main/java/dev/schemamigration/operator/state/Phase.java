package dev.schemamigration.operator.state;

import dev.schemamigration.crd.v1alpha1.SourceStatus;
import dev.schemamigration.migration.api.Report;
import dev.schemamigration.operator.spec.ResolvedSpec;
import java.time.Instant;
import java.util.Objects;
import java.util.Optional;

/** The phase of a resource, from which its status is made. */
public sealed interface Phase {

  /**
   * No pass has ended yet for the present spec and what it refers to.
   *
   * @param changed whether the status says what was so before a change of an object that the
   *     resource refers to
   */
  record Inspecting(boolean changed) implements Phase {}

  /**
   * A pass has ended.
   *
   * @param attempt how many passes in a row have asked for a retry; 0 for none
   * @param nextAttempt when that retry is due
   * @param source the source that the pass worked with, as it was read
   */
  record Reported(
      Report report, int attempt, Optional<Instant> nextAttempt, Optional<SourceStatus> source)
      implements Phase {
    public Reported {
      Objects.requireNonNull(report);
      Objects.requireNonNull(source);
      Objects.requireNonNull(nextAttempt);
    }

    static Reported of(ResolvedSpec.Unusable unusable) {
      return new Reported(unusable.report(), 0, Optional.empty(), unusable.source());
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
