package dev.schemamigration.operator.state;

import dev.schemamigration.migration.api.Report;
import dev.schemamigration.operator.spec.ResolvedSpec;
import java.time.Instant;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * A {@link ResourceState} at one moment.
 *
 * @param result the result of the latest pass
 * @param identity identity of the database that answered the latest pass that reached one
 * @param lastRun the report of the latest run of this process
 * @param lastWrite when the status was last written
 */
public record StateSnapshot(
    ResolvedSpec spec,
    Activity activity,
    Optional<PassResult> result,
    Optional<String> identity,
    Optional<Report> lastRun,
    Instant lastWrite) {
  public StateSnapshot {
    Objects.requireNonNull(spec);
    Objects.requireNonNull(activity);
    Objects.requireNonNull(result);
    Objects.requireNonNull(identity);
    Objects.requireNonNull(lastRun);
    Objects.requireNonNull(lastWrite);
  }

  /**
   * The keys under which the database is registered in {@link Claims}.
   *
   * @param reported the identity in the resource's own status, written by an earlier process
   */
  public Set<String> claimKeys(Optional<String> reported) {
    var keys = new TreeSet<String>();
    spec.database()
        .ifPresent(
            settings -> {
              keys.add(settings.address() + " " + settings.trackingSchema());
              currentIdentity()
                  .or(() -> reported)
                  .ifPresent(it -> keys.add(it + " " + settings.trackingSchema()));
            });
    return keys;
  }

  private Optional<String> currentIdentity() {
    var sameAddress =
        result
            .map(it -> it.spec().request().database().address())
            .equals(spec.database().map(it -> it.address()));
    return sameAddress ? identity : Optional.empty();
  }
}
