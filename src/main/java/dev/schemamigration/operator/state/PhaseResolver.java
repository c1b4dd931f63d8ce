package dev.schemamigration.operator.state;

import dev.schemamigration.migration.reason.Disposition;
import dev.schemamigration.operator.spec.ResolvedSpec;
import java.time.Duration;
import java.util.Optional;

/** Resolves the phase that a resource's status should show. Pure. */
public final class PhaseResolver {
  /** An inspection that takes longer than this is shown; of a shorter one only the result is. */
  public static final Duration LONG_INSPECTION = Duration.ofSeconds(1);

  private PhaseResolver() {}

  /** Empty when the status stays as it is. */
  public static Optional<Phase> resolve(ObservedState observed, Action action) {
    return switch (observed.activity()) {
      case Activity.Migrating migrating ->
          Optional.of(new Phase.Running(migrating.inspection(), migrating.progress()));
      case Activity.Inspecting inspecting when action instanceof Action.Abandon ->
          beforePass(observed);
      case Activity.Inspecting inspecting -> inspecting(observed, inspecting);
      case Activity.Idle idle -> idle(observed, action);
    };
  }

  private static Optional<Phase> inspecting(
      ObservedState observed, Activity.Inspecting inspecting) {
    var takesLong =
        Duration.between(inspecting.since(), observed.now()).compareTo(LONG_INSPECTION) >= 0;
    return observed.outdated() || (takesLong && observed.currentResult().isEmpty())
        ? Optional.of(new Phase.Inspecting(observed.outdated()))
        : Optional.empty();
  }

  private static Optional<Phase> idle(ObservedState observed, Action action) {
    return switch (observed.spec()) {
      case ResolvedSpec.Fetching fetching -> beforePass(observed);
      case ResolvedSpec known when observed.suspended() ->
          Optional.of(new Phase.Suspended(lastForSameWork(observed)));
      case ResolvedSpec.Unusable unusable -> Optional.of(Phase.Reported.of(unusable));
      case ResolvedSpec.Usable usable -> usable(observed, action);
    };
  }

  /** A change is shown before anything is done about it; else only the result is. */
  private static Optional<Phase> beforePass(ObservedState observed) {
    return observed.outdated() && !observed.suspended()
        ? Optional.of(new Phase.Inspecting(true))
        : Optional.empty();
  }

  private static Optional<Phase> usable(ObservedState observed, Action action) {
    return switch (action) {
      case Action.Inspect inspect -> beforePass(observed);
      case Action.Migrate migrate ->
          Optional.of(new Phase.Running(migrate.inspection(), RunProgress.NOT_STARTED));
      case Action.Stop stop -> reported(observed);
      case Action.Abandon abandon -> reported(observed);
      case Action.Wait wait -> reported(observed);
    };
  }

  private static Optional<Phase> reported(ObservedState observed) {
    return observed.currentResult().map(PhaseResolver::reported);
  }

  private static Phase.Reported reported(PassResult result) {
    var retries =
        result
            .report()
            .fault()
            .map(fault -> fault.reason().next() == Disposition.RETRY)
            .orElse(false);
    return new Phase.Reported(
        result.report(),
        result.attempt(),
        retries ? Optional.of(result.due()) : Optional.empty(),
        result.spec().source());
  }

  private static Optional<Phase.Reported> lastForSameWork(ObservedState observed) {
    return observed
        .state()
        .result()
        .filter(
            result ->
                observed.spec() instanceof ResolvedSpec.Usable spec
                    && spec.work().equals(result.spec().work()))
        .map(PhaseResolver::reported);
  }
}
