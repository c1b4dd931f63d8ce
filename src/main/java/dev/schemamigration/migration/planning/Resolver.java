package dev.schemamigration.migration.planning;

import dev.schemamigration.database.tracking.RecordedState;
import dev.schemamigration.migration.api.Goal;
import dev.schemamigration.plan.CommandPlanner;
import dev.schemamigration.plan.DeclaredPlanner;
import dev.schemamigration.plan.Plan;
import dev.schemamigration.revision.DeclaredTarget;
import dev.schemamigration.revision.Heads;
import dev.schemamigration.revision.ResolvedTarget;
import dev.schemamigration.revision.RevisionException;
import dev.schemamigration.revision.TargetFault;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Resolves a goal to a plan. Pure. */
final class Resolver {
  private Resolver() {}

  /**
   * The plan for {@code goal}.
   *
   * @throws RevisionException when graph, target or recorded state do not fit together
   */
  static Resolution resolve(KnownRevisions known, RecordedState recorded, Goal goal) {
    return switch (goal) {
      case Goal.Declared declared -> declared(known, recorded, declared);
      case Goal.Upgrade upgrade -> upgrade(known, recorded, upgrade);
      case Goal.Downgrade downgrade -> downgrade(known, recorded, downgrade);
    };
  }

  private static Resolution upgrade(
      KnownRevisions known, RecordedState recorded, Goal.Upgrade goal) {
    var applied = new HashSet<>(recorded.applied());
    applied.retainAll(known.declared().ids());
    var plan = CommandPlanner.upgrade(known.declared(), applied, goal.target());
    return new Resolution(known, end(known, recorded.applied(), plan), plan);
  }

  private static Resolution downgrade(
      KnownRevisions known, RecordedState recorded, Goal.Downgrade goal) {
    var applied = new HashSet<>(recorded.applied());
    applied.addAll(recorded.unfinished());
    var plan = CommandPlanner.downgrade(known.whole(), applied, goal.target());
    return new Resolution(known, end(known, applied, plan), plan);
  }

  private static Heads end(KnownRevisions known, Set<String> applied, Plan plan) {
    var end = plan.isEmpty() ? known.whole().headsOf(applied) : plan.steps().getLast().headsAfter();
    return Heads.of(end);
  }

  private static Resolution declared(
      KnownRevisions known, RecordedState recorded, Goal.Declared goal) {
    var target = DeclaredTarget.parse(goal.target());
    var resolved = resolved(known, target);
    var wanted = known.whole().ancestorsOf(resolved.targets());
    // A half-way revision counts as applied if and only if it is to be undone.
    var applied = new HashSet<>(recorded.applied());
    recorded.unfinished().stream().filter(it -> !wanted.contains(it)).forEach(applied::add);
    var plan = DeclaredPlanner.plan(known.whole(), applied, resolved);
    return new Resolution(known, Heads.of(resolved.targets()), plan);
  }

  /**
   * Resolves heads and labels in the source; a revision that only the archive has is found by its
   * id.
   */
  private static ResolvedTarget resolved(KnownRevisions known, DeclaredTarget target) {
    ResolvedTarget resolved;
    try {
      resolved = target.resolve(known.declared());
    } catch (RevisionException e) {
      if (known.whole() == known.declared()
          || !(e.fault() instanceof TargetFault.UnknownRevision)) {
        throw e;
      }
      resolved = target.resolve(known.whole());
    }
    return resolved.governed().isEmpty()
        ? resolved
        : new ResolvedTarget(resolved.targets(), Optional.of(governed(known, target.parts())));
  }

  /** The branches that these parts of a target name, with their archived revisions. */
  static Set<String> governed(KnownRevisions known, List<String> parts) {
    var governed = new HashSet<String>();
    for (var part : parts) {
      var label = part.substring(0, part.indexOf('@'));
      governed.addAll(known.whole().lineageOf(known.whole().named(label)));
    }
    return governed;
  }
}
