package dev.schemamigration.operator.state;

import dev.schemamigration.migration.api.Report;
import dev.schemamigration.operator.spec.ResolvedSpec;
import java.time.Instant;
import java.util.Objects;
import java.util.Optional;

/** What the operator is doing for a resource at this moment. */
public sealed interface Activity {

  /** Nothing. */
  record Idle() implements Activity {}

  /**
   * A look is under way.
   *
   * @param inputs what it was asked with
   * @param request the reconcile request that it answers, if any
   */
  record Looking(ResolvedSpec.Usable inputs, Optional<String> request, Instant since)
      implements Activity {
    public Looking {
      Objects.requireNonNull(inputs);
      Objects.requireNonNull(request);
      Objects.requireNonNull(since);
    }
  }

  /**
   * A plan waits for a worker or runs.
   *
   * @param inputs what it was asked with
   * @param pending what the look before found
   */
  record Migrating(ResolvedSpec.Usable inputs, Report pending, RunHandle run) implements Activity {
    public Migrating {
      Objects.requireNonNull(inputs);
      Objects.requireNonNull(pending);
      Objects.requireNonNull(run);
    }
  }
}
