package dev.schemamigration.migration.api;

import dev.schemamigration.database.session.DatabaseFacts;
import dev.schemamigration.database.session.LockHolder;
import dev.schemamigration.migration.reason.Fault;
import dev.schemamigration.revision.Heads;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * All that a pass found out. A fact is absent when its station was not reached.
 *
 * @param outcome how it ended
 * @param database which database answered
 * @param heads applied heads; absent when the state was not read
 * @param targetHeads what the target resolved to
 * @param plan what there was to do when the pass began; empty steps when settled
 * @param run what was done
 * @param blockedBy who holds the lock that the run gave up on
 */
public record Report(
    Outcome outcome,
    Optional<DatabaseFacts> database,
    Optional<Heads> heads,
    Optional<Heads> targetHeads,
    Optional<PlanPreview> plan,
    Optional<RunSummary> run,
    List<LockHolder> blockedBy) {
  public Report {
    Objects.requireNonNull(outcome);
    Objects.requireNonNull(database);
    Objects.requireNonNull(heads);
    Objects.requireNonNull(targetHeads);
    Objects.requireNonNull(plan);
    Objects.requireNonNull(run);
    blockedBy = List.copyOf(blockedBy);
  }

  /** A pass that ended before it found anything out. */
  public static Report stopped(Fault fault) {
    return new Report(
        new Outcome.Stopped(fault),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        List.of());
  }

  /** The same findings under a fault that counts instead of the outcome. */
  public Report stoppedBy(Fault fault) {
    return new Report(
        new Outcome.Stopped(fault), database, heads, targetHeads, plan, run, blockedBy);
  }

  /** The fault, if the pass stopped. */
  public Optional<Fault> fault() {
    return outcome instanceof Outcome.Stopped stopped
        ? Optional.of(stopped.fault())
        : Optional.empty();
  }
}
