package dev.schemamigration.operator.state;

import dev.schemamigration.operator.spec.ReconcileRequest;
import dev.schemamigration.operator.spec.ResolvedSpec;
import java.time.Instant;
import java.util.Objects;
import java.util.Optional;

/**
 * The observation that one reconciliation works on: its decision, status and action depend on
 * nothing else, so that a pass that ends meanwhile is left to the next reconciliation.
 *
 * @param suspended whether {@code spec.suspend} is true
 * @param request what the annotations of the resource request
 * @param acknowledged the part of it that the status acknowledges
 * @param outdated whether the status was made from other contents of the objects that the resource
 *     refers to than those of the present spec
 */
public record ObservedState(
    StateSnapshot state,
    boolean suspended,
    ReconcileRequest request,
    ReconcileRequest acknowledged,
    boolean outdated,
    Instant now) {
  public ObservedState {
    Objects.requireNonNull(state);
    Objects.requireNonNull(request);
    Objects.requireNonNull(acknowledged);
    Objects.requireNonNull(now);
  }

  public ResolvedSpec spec() {
    return state.spec();
  }

  public Activity activity() {
    return state.activity();
  }

  /** The result of the latest pass, if it was started with the present spec. */
  Optional<PassResult> currentResult() {
    return state.result().filter(it -> it.isCurrentFor(spec()));
  }

  /** Whether something is requested that neither the status nor the latest pass has answered. */
  boolean hasNewRequest() {
    return request.isNewAfter(acknowledged) && request.isNewAfter(answered());
  }

  /** The request that has been handled; that of a resource with an unusable spec is at once. */
  public ReconcileRequest handled() {
    return spec() instanceof ResolvedSpec.Unusable && !suspended ? request : answered();
  }

  private ReconcileRequest answered() {
    return state.result().map(PassResult::request).orElse(ReconcileRequest.NONE);
  }
}
