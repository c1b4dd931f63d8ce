package dev.schemamigration.operator.state;

import dev.schemamigration.migration.api.Report;
import dev.schemamigration.operator.spec.ResolvedSpec;
import java.time.Instant;
import java.util.Objects;
import java.util.Optional;

/**
 * A {@link ResourceState} at one moment.
 *
 * @param result the result of the latest pass
 * @param lastRun the report of the latest run of this process
 * @param shown what the status was last made from, if this process has made it
 * @param lastWrite when the status was last written
 */
public record StateSnapshot(
    ResolvedSpec spec,
    Activity activity,
    Optional<PassResult> result,
    Optional<Report> lastRun,
    Optional<ShownSpec> shown,
    Instant lastWrite) {
  public StateSnapshot {
    Objects.requireNonNull(spec);
    Objects.requireNonNull(activity);
    Objects.requireNonNull(result);
    Objects.requireNonNull(lastRun);
    Objects.requireNonNull(shown);
    Objects.requireNonNull(lastWrite);
  }
}
