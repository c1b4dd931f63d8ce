package dev.schemamigration.operator;

import dev.schemamigration.migration.api.Outcome;
import dev.schemamigration.operator.spec.ResolvedSpec;
import java.util.Optional;

/** Decides the next move. Pure. */
final class Decider {
  private Decider() {}

  static Move decide(Situation situation) {
    return switch (situation.activity()) {
      case Activity.Idle idle -> whenIdle(situation);
      case Activity.Looking looking -> rest();
      case Activity.Migrating migrating -> whileMigrating(situation, migrating);
    };
  }

  private static Move whenIdle(Situation situation) {
    if (situation.suspended() || !(situation.inputs() instanceof ResolvedSpec.Usable inputs)) {
      return rest();
    }
    var answer = situation.answer();
    if (answer.isEmpty() || situation.request().isPresent()) {
      return new Move.Look(inputs);
    }
    var finding = answer.get();
    if (!situation.now().isBefore(finding.due())) {
      return new Move.Look(inputs);
    }
    return finding.report().outcome() instanceof Outcome.Pending && situation.owner().isEmpty()
        ? new Move.Migrate(inputs, finding.report())
        : new Move.Rest(Optional.of(finding.due()));
  }

  private static Move whileMigrating(Situation situation, Activity.Migrating migrating) {
    return reasonToStop(situation, migrating)
        .<Move>map(why -> new Move.Stop(migrating.run(), why))
        .orElseGet(Decider::rest);
  }

  private static Optional<String> reasonToStop(Situation situation, Activity.Migrating migrating) {
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

  private static Move rest() {
    return new Move.Rest(Optional.empty());
  }
}
