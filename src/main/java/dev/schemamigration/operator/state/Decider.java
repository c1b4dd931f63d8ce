package dev.schemamigration.operator.state;

import dev.schemamigration.migration.api.Outcome;
import dev.schemamigration.operator.spec.ResolvedSpec;
import java.util.Optional;

/** Decides the next action for a resource. Pure. */
public final class Decider {
  private static final String SUSPENDED = "spec.suspend is true";
  private static final String CHANGED = "the resource or what it names has changed";

  private Decider() {}

  public static Action decide(ObservedState observed) {
    return switch (observed.activity()) {
      case Activity.Idle idle -> whenIdle(observed);
      case Activity.Inspecting inspecting -> whileInspecting(observed, inspecting);
      case Activity.Migrating migrating -> whileMigrating(observed, migrating);
    };
  }

  private static Action whenIdle(ObservedState observed) {
    if (observed.suspended() || !(observed.spec() instanceof ResolvedSpec.Usable spec)) {
      return waitForEvent();
    }
    var current = observed.currentResult();
    if (current.isEmpty() || observed.hasNewRequest()) {
      return new Action.Inspect(spec);
    }
    var result = current.get();
    if (!observed.now().isBefore(result.due())) {
      return new Action.Inspect(spec);
    }
    return result.report().outcome() instanceof Outcome.Pending
        ? new Action.Migrate(result)
        : new Action.Wait(Optional.of(result.due()));
  }

  /** An inspection tells nothing of another spec, and a suspended resource is left alone. */
  private static Action whileInspecting(ObservedState observed, Activity.Inspecting inspecting) {
    if (observed.suspended()) {
      return new Action.Abandon(inspecting, SUSPENDED);
    }
    return observed.spec().fingerprint().equals(inspecting.spec().fingerprint())
        ? waitForEvent()
        : new Action.Abandon(inspecting, CHANGED);
  }

  private static Action whileMigrating(ObservedState observed, Activity.Migrating migrating) {
    return reasonToStop(observed, migrating)
        .<Action>map(reason -> new Action.Stop(migrating.run(), reason))
        .orElseGet(Decider::waitForEvent);
  }

  private static Optional<String> reasonToStop(
      ObservedState observed, Activity.Migrating migrating) {
    if (observed.suspended()) {
      return Optional.of(SUSPENDED);
    }
    return observed.spec() instanceof ResolvedSpec.Usable spec
            && !spec.work().equals(migrating.inspection().spec().work())
        ? Optional.of(CHANGED)
        : Optional.empty();
  }

  private static Action waitForEvent() {
    return new Action.Wait(Optional.empty());
  }
}
