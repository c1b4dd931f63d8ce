package dev.schemamigration.operator.state;

import dev.schemamigration.migration.api.Outcome;
import dev.schemamigration.operator.spec.ResolvedSpec;
import java.util.Optional;

/** Decides the next move. Pure. */
public final class Decider {
  private Decider() {}

  public static Action decide(ObservedState situation) {
    return switch (situation.activity()) {
      case Activity.Idle idle -> whenIdle(situation);
      case Activity.Looking looking -> rest();
      case Activity.Migrating migrating -> whileMigrating(situation, migrating);
    };
  }

  private static Action whenIdle(ObservedState situation) {
    if (situation.suspended() || !(situation.inputs() instanceof ResolvedSpec.Usable inputs)) {
      return rest();
    }
    var answer = situation.answer();
    if (answer.isEmpty() || situation.request().isPresent()) {
      return new Action.Look(inputs);
    }
    var finding = answer.get();
    if (!situation.now().isBefore(finding.due())) {
      return new Action.Look(inputs);
    }
    return finding.report().outcome() instanceof Outcome.Pending && situation.owner().isEmpty()
        ? new Action.Migrate(inputs, finding.report())
        : new Action.Rest(Optional.of(finding.due()));
  }

  private static Action whileMigrating(ObservedState situation, Activity.Migrating migrating) {
    return reasonToStop(situation, migrating)
        .<Action>map(why -> new Action.Stop(migrating.run(), why))
        .orElseGet(Decider::rest);
  }

  private static Optional<String> reasonToStop(
      ObservedState situation, Activity.Migrating migrating) {
    if (situation.suspended()) {
      return Optional.of("spec.suspend is true");
    }
    if (situation.owner().isPresent()) {
      return situation.owner().map(owner -> owner.name() + " governs this database");
    }
    return situation.inputs() instanceof ResolvedSpec.Usable now
            && !now.work().equals(migrating.inputs().work())
        ? Optional.of("the resource or what it names has changed")
        : Optional.empty();
  }

  private static Action rest() {
    return new Action.Rest(Optional.empty());
  }
}
