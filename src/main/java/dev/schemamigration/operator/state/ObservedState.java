package dev.schemamigration.operator.state;

import dev.schemamigration.operator.spec.ResolvedSpec;
import java.time.Instant;
import java.util.Objects;
import java.util.Optional;

/**
 * All that the next move depends on.
 *
 * @param suspended whether the resource says so
 * @param request a reconcile request that has not been handled
 * @param owner an older resource that governs the same database, if there is one
 */
public record ObservedState(
    ResolvedSpec inputs,
    boolean suspended,
    Optional<String> request,
    Optional<Claimant> owner,
    Activity activity,
    Optional<PassResult> finding,
    Instant now) {
  public ObservedState {
    Objects.requireNonNull(inputs);
    Objects.requireNonNull(request);
    Objects.requireNonNull(owner);
    Objects.requireNonNull(activity);
    Objects.requireNonNull(finding);
    Objects.requireNonNull(now);
  }

  /** The latest finding, if it answers what the resource asks now. */
  Optional<PassResult> answer() {
    return finding.filter(it -> it.answers(inputs));
  }
}
