package dev.schemamigration.operator.state;

import dev.schemamigration.operator.spec.ResolvedSpec;
import java.time.Instant;
import java.util.Objects;
import java.util.Optional;

/**
 * The observation that one reconciliation works on: its decision, status and action depend on
 * nothing else, so that a pass that ends meanwhile is left to the next reconciliation.
 *
 * @param suspended whether {@code spec.suspend} is true
 * @param request a reconcile request that the status does not acknowledge
 */
public record ObservedState(
    StateSnapshot state, boolean suspended, Optional<String> request, Instant now) {
  public ObservedState {
    Objects.requireNonNull(state);
    Objects.requireNonNull(request);
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

  /** The reconcile request, unless the latest pass has answered it. */
  public Optional<String> pendingRequest() {
    return request.filter(token -> !answeredRequest().equals(request));
  }

  /** The reconcile request that the status acknowledges; one for an unusable spec at once. */
  public Optional<String> handledRequest() {
    return spec() instanceof ResolvedSpec.Unusable && !suspended
        ? pendingRequest()
        : answeredRequest();
  }

  private Optional<String> answeredRequest() {
    return state.result().flatMap(PassResult::request);
  }
}
