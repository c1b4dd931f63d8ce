package dev.schemamigration.operator.state;

import dev.schemamigration.migration.reason.Disposition;
import dev.schemamigration.migration.reason.Fault;
import dev.schemamigration.migration.reason.Reason;
import dev.schemamigration.operator.spec.ResolvedSpec;
import dev.schemamigration.operator.status.Phase;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** Says how a resource stands. Pure. */
public final class PhaseResolver {
  /** A look that takes longer than this is told of; shorter ones speak by their result. */
  public static final Duration LONG_LOOK = Duration.ofSeconds(1);

  private PhaseResolver() {}

  /** Empty: there is nothing new to say, the status stays as it is. */
  public static Optional<Phase> of(ObservedState situation, Action move) {
    return switch (situation.activity()) {
      case Activity.Migrating migrating ->
          Optional.of(migrating.run().standing(migrating.pending()));
      case Activity.Looking looking -> looking(situation, looking);
      case Activity.Idle idle -> idle(situation, move);
    };
  }

  private static Optional<Phase> looking(ObservedState situation, Activity.Looking looking) {
    var takesLong = Duration.between(looking.since(), situation.now()).compareTo(LONG_LOOK) >= 0;
    return takesLong && situation.answer().isEmpty()
        ? Optional.of(new Phase.Looking())
        : Optional.empty();
  }

  private static Optional<Phase> idle(ObservedState situation, Action move) {
    return switch (situation.inputs()) {
      case ResolvedSpec.Fetching fetching -> Optional.empty();
      case ResolvedSpec known when situation.suspended() ->
          Optional.of(new Phase.Suspended(lastForThisWork(situation)));
      case ResolvedSpec.Unusable unusable -> Optional.of(Phase.Reported.of(unusable.report()));
      case ResolvedSpec.Usable usable -> usable(situation, move);
    };
  }

  private static Optional<Phase> usable(ObservedState situation, Action move) {
    if (move instanceof Action.Look) {
      return Optional.empty();
    }
    if (move instanceof Action.Migrate migrate) {
      return Optional.of(
          new Phase.Running(
              migrate.pending(), Optional.empty(), Phase.Committed.NOTHING, List.of(), ""));
    }
    return situation.answer().map(finding -> resting(situation, finding));
  }

  private static Phase resting(ObservedState situation, PassResult finding) {
    return situation
        .owner()
        .<Phase>map(owner -> Phase.Reported.of(finding.report().stoppedBy(claimed(owner))))
        .orElseGet(() -> reported(finding));
  }

  private static Phase.Reported reported(PassResult finding) {
    var retries =
        finding
            .report()
            .fault()
            .map(fault -> fault.reason().next() == Disposition.RETRY)
            .orElse(false);
    return new Phase.Reported(
        finding.report(),
        finding.attempt(),
        retries ? Optional.of(finding.due()) : Optional.empty());
  }

  private static Fault claimed(Claimant owner) {
    return new Fault(
        Reason.DatabaseClaimedElsewhere,
        "spec.database: %s is older and governs the same database and tracking schema; delete one of the two, or give this one its own spec.database.trackingSchema"
            .formatted(owner.name()));
  }

  private static Optional<Phase.Reported> lastForThisWork(ObservedState situation) {
    return situation
        .finding()
        .filter(
            finding ->
                situation.inputs() instanceof ResolvedSpec.Usable now
                    && now.work().equals(finding.inputs().work()))
        .map(PhaseResolver::reported);
  }
}
